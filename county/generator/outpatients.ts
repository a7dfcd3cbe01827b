/** The visits of a day: 6.8 in a person-year (calibration 17.2), planned ones among them, the others by age, illness, season and place. */
import type { Random } from '../demo/random.ts'
import type { PlannedVisit, Plans } from './agenda.ts'
import { ageOn, weekdayOf } from './calendar.ts'
import { evenly, holding } from './chance.ts'
import { placeFor } from './chronic.ts'
import { acute, emergency, groupOf, type Reason, visitsByGroup, visitsForChronic } from './conditions.ts'
import { leaning } from './leaning.ts'
import { here, type Person } from './person.ts'
import type { Institution, Kind } from './places.ts'
import { isWinter, minuteOf, rhythm } from './rhythm.ts'
import type { Setting } from './setting.ts'

/** One visit. Fees in fen; `drug` includes `herb`. */
export type Visit = {
  person: Person
  at: Institution
  reason: Reason
  urgent: boolean
  again: boolean
  chronic: boolean
  tcm: boolean
  day: number
  minute: number
  fen: number
  drug: number
  herb: number
  exam: number
}

const VISITS_A_YEAR = 6.8 // 2023: 9.55 billion visits
/**
 * Shares by kind: hospitals to primary care as 4.26 to 3.75 billion, township and community centres to village clinics and stations as 2.14 to 1.61; one in nine beyond the county, 4 % to the
 * maternal and child centre. Private care files nothing and is spread over the others.
 */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['clinic', 19.3],
  ['township', 25.65],
  ['hospital', 30],
  ['tcm', 10.05],
  ['maternal', 4],
  ['outside', 11],
]
/** Mean cost in yuan: level-2 public hospitals 218.6, level-3 354.4 (2022), township centres 89 (2021); the others [U]. */
const YUAN: Readonly<Record<Kind, number>> = { hospital: 218.6, tcm: 218.6, maternal: 150, township: 89, clinic: 55, outside: 354.4 }
/** Emergencies as a share of all visits: 9 % of those to the county's hospitals [U]. */
const URGENT = 0.036
/** Share of visits to a department of Chinese medicine elsewhere, so that all are 16.1 % of visits. */
const CHINESE = { township: 0.125, hospital: 0.035 } as const
/** Share of visits to an institution of the county's that a person of a chronic disease makes by habit. */
const HABIT = 0.55

export type Outpatients = { day: (day: number, population: number) => Visit[]; monthly: (people: readonly Person[], day: number) => void }

export function outpatients(setting: Setting, plans: Plans): Outpatients {
  const { places, random } = setting
  const r = random('outpatients')
  const sharesOn = leaning(setting, SHARES, (kind) => (kind === 'tcm' || kind === 'maternal' ? places.one(kind).kind : kind))
  const cost = costs(r, setting.county.profile?.cost ?? 1)
  const due = evenly(r)
  const urgentDue = evenly(r)
  const chinese = { township: evenly(r), hospital: evenly(r) }
  let likely: Int32Array = new Int32Array()
  let people: readonly Person[] = []

  function monthly(everybody: readonly Person[], day: number) {
    people = everybody
    const found: number[] = []
    for (const p of everybody) {
      if (!p.resident || p.from > day + 31 || p.until <= day) continue
      const n = visitsByGroup[groupOf(ageOn(p.birth, day))]! + (p.illnesses.some((x) => x.onset <= day) ? visitsForChronic : 0)
      for (let i = Math.round((n * (1 + p.frailty)) / 2.4); i > 0; i--) found.push(p.index)
    }
    likely = Int32Array.from(found)
  }

  function someone(day: number): Person {
    for (;;) {
      const p = people[likely[r.whole(0, likely.length - 1)]!]!
      if (here(p, day) && p.busy <= day) return p
    }
  }

  function visitOf(
    person: Person,
    at: Institution,
    reason: Reason,
    day: number,
    minute: number,
    more: { urgent: boolean; again: boolean; chronic: boolean },
  ): Visit {
    sharesOn(day).took(at.kind)
    const tcm = at.kind === 'tcm' || reason.department === '中医科'
    const fees = cost(at.kind, more.urgent, tcm)
    return { person, at, reason, day, minute, tcm, ...more, ...fees }
  }

  function free(day: number): Visit {
    const person = someone(day)
    if (urgentDue(URGENT)) {
      const at = places.one(r.unit() < 0.85 ? 'hospital' : 'tcm')
      return visitOf(person, at, r.pick(emergency), day, minuteOf(r, true), { urgent: true, again: false, chronic: false })
    }
    const minute = minuteOf(r, false)
    const ill = person.illnesses.filter((x) => x.onset <= day)
    if (ill.length && r.unit() < HABIT) {
      const { place, code, department } = r.pick(ill)
      const reason = { code, department: departmentAt(place.kind, department) }
      return visitOf(person, place, reason, day, minute, { urgent: false, again: true, chronic: true })
    }
    const kind = sharesOn(day).draw(r, (k) => kindFits(k, person, day))
    const at = placeFor(setting, r, person, kind)
    const group = groupOf(ageOn(person.birth, day))
    const reason = r.pick(acute[isWinter(day) ? 1 : 0]![kind === 'clinic' ? 1 : 0]![!person.male && group === 2 ? 5 : group]!)
    const seen = { code: reason.code, department: departmentAt(kind, reason.department) }
    const again = r.unit() < 0.06
    const visit = visitOf(person, at, seen, day, minute, { urgent: false, again, chronic: false })
    if (!again && r.unit() < 0.13) {
      const back = day + r.whole(3, 8)
      plans.visits.add(weekdayOf(back) === 0 ? back + 1 : back, { person, at, reason: seen, urgent: false, again: true })
    }
    return visit
  }

  /** The department that sees the case there: clinics have one, smaller hospitals fewer than the county hospital. */
  function departmentAt(kind: Kind, department: string): string {
    if (kind === 'clinic') return '全科'
    if (kind === 'township') return chinese.township(CHINESE.township * 1.12) ? '中医科' : '全科'
    if (kind === 'maternal') return department === '儿科' ? '儿科' : '妇产科'
    if (kind === 'hospital') return chinese.hospital(CHINESE.hospital * 1.25) && department !== '儿科' ? '中医科' : department
    if (kind !== 'tcm') return department
    if (department === '骨科') return r.unit() < 0.5 ? '骨伤科' : '针灸推拿科'
    return /妇产科|儿科|外科/.test(department) ? department : r.unit() < 0.6 ? '中医科' : '内科'
  }

  function planned(plan: PlannedVisit, day: number): Visit[] {
    if (!here(plan.person, day) || (plan.person.busy > day && !plan.admitting)) return []
    const { person, at, reason, urgent, again } = plan
    const department = at.kind === 'tcm' && /骨科|神经内科|心血管内科/.test(reason.department) ? '内科' : reason.department
    return [
      visitOf(person, at, { code: reason.code, department }, day, plan.minute ?? minuteOf(r, urgent), { urgent, again, chronic: false }),
    ]
  }

  return {
    monthly,
    day(day, population) {
      const visits = plans.visits.take(day).flatMap((plan) => planned(plan, day))
      const wanted = due(((population * VISITS_A_YEAR) / 365.25) * rhythm(day) - visits.length)
      for (let n = 0; n < wanted; n++) visits.push(free(day))
      return visits.sort((a, b) => a.minute - b.minute)
    },
  }
}

const kindFits = (kind: Kind, p: Person, day: number) =>
  kind === 'clinic'
    ? p.village.clinic !== undefined
    : kind !== 'maternal' || ageOn(p.birth, day) < 15 || (!p.male && ageOn(p.birth, day) < 45)

/** What a visit costs and of what it is made: drugs 37.5 % (35–40 %), more where Chinese medicine is given. */
function costs(r: Random, dear: number) {
  const level = (kind: Kind) => (kind === 'tcm' ? 'hospital' : kind)
  const means = new Map((Object.keys(YUAN) as Kind[]).map((kind) => [kind, holding(YUAN[kind] * dear, 1)]))
  return (kind: Kind, urgent: boolean, tcm: boolean) => {
    const raw = (urgent ? 1.6 : 1) * (0.4 - 0.6 * Math.log(1 - r.unit()))
    const fen = Math.max(Math.round(means.get(level(kind))!(raw) * 100), 100)
    const drug = Math.round(fen * (tcm ? 0.4 + 0.12 * r.unit() : 0.21 + 0.3 * r.unit()))
    const herb = tcm ? Math.round(drug * (0.5 + 0.4 * r.unit())) : r.unit() < 0.15 ? Math.round(drug * 0.3) : 0
    const exam = kind === 'clinic' ? 0 : Math.round(fen * (kind === 'township' ? 0.15 : 0.32) * r.unit() * 1.4)
    return { fen, drug, herb, exam: Math.min(exam, fen - drug - herb) }
  }
}
