/** The hospitals' beds: 21.4 admissions in 100 person-years, each with its length, cost, outcome and what follows from it (calibration 17.2, 17.3). */
import type { PlannedStay, Plans } from './agenda.ts'
import { ageOn } from './calendar.ts'
import { evenly } from './chance.ts'
import { placeFor } from './chronic.ts'
import { groupOf } from './conditions.ts'
import { caseOf } from './inpatient.ts'
import { leaning } from './leaning.ts'
import { operationOf } from './operations.ts'
import { here, NEVER, type Person } from './person.ts'
import type { Institution, Kind } from './places.ts'
import { rhythm } from './rhythm.ts'
import type { Setting } from './setting.ts'
import type { Stay } from './stay.ts'
import { stayCosts } from './stay-costs.ts'
import { admitting, illnessFor, leaving, othersOf, recordNumbers, sending, wardAt } from './stay-details.ts'
import { scales } from './stay-scales.ts'

/** National, 2023: 301.87 million admissions of 1 409.7 million people. */
const ADMISSIONS = 0.2141
/** Share of admissions by kind: hospitals 81.2 %, of which 19.5 beyond the county; township and community centres 14.8 %, the rest maternal and child centres. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['hospital', 46],
  ['tcm', 15.7],
  ['maternal', 4],
  ['township', 14.8],
  ['outside', 19.5],
]
/** Share of those who do not come by emergency whom a lower institution sends up [U]. */
const SENT = 0.15
/** How often people of an age group lie in hospital, relatively; each long illness adds to it. */
const BY_GROUP = [3, 1, 1, 3, 6] as const
/** Share that comes back within 31 days. */
const AGAIN: readonly [RegExp, number][] = [
  [/^(C|Z51)/, 0.3],
  [/^(I50|J44|N18)/, 0.12],
  [/^(O8|H|K35|K64)/, 0.008],
  [/./, 0.045],
]
export type Wards = { admit: (day: number, population: number) => Stay[]; monthly: (people: readonly Person[], day: number) => void }

export function wards(setting: Setting, plans: Plans): Wards {
  const r = setting.random('wards')
  const due = evenly(r)
  const sharesOn = leaning(setting, SHARES, (kind) => kindHere(setting, kind))
  const dear = setting.county.profile?.cost ?? 1
  const scale = scales()
  const records = recordNumbers()
  let likely: Int32Array = new Int32Array()
  let people: readonly Person[] = []

  function monthly(everybody: readonly Person[], day: number) {
    people = everybody
    const found: number[] = []
    for (const p of everybody) {
      if (!p.resident || p.from > day + 31 || p.until <= day) continue
      const ill = p.illnesses.reduce((n, x) => n + (x.onset <= day ? 1 : 0), 0)
      for (let n = BY_GROUP[groupOf(ageOn(p.birth, day))]! + 2 * ill + p.frailty - 1; n > 0; n--) found.push(p.index)
    }
    likely = Int32Array.from(found)
  }

  function admit(day: number, population: number): Stay[] {
    const admitted: Stay[] = []
    let planned = 0
    for (const plan of plans.stays.take(day)) {
      if (!here(plan.person, day) || plan.person.busy > day) continue
      planned++
      sharesOn(day).took(plan.at.kind)
      admitted.push(stayOf(plan, day))
    }
    const wanted = due(((population * ADMISSIONS) / 365.25) * (0.4 + 0.6 * rhythm(day)) - planned)
    for (let n = 0; n < wanted; n++) {
      const person = someone(day)
      const kind = sharesOn(day).next(r, (k) => ageFits(k, person, day))
      admitted.push(stayOf(freely(person, kind, day), day))
    }
    return admitted
  }

  function someone(day: number): Person {
    for (;;) {
      const p = people[likely[r.whole(0, likely.length - 1)]!]!
      if (here(p, day) && p.busy <= day) return p
    }
  }

  function freely(person: Person, kind: Kind, day: number): PlannedStay {
    const illness = illnessFor(r, person, kind, day)
    const urgent = r.unit() < (kind === 'hospital' ? 0.3 : kind === 'tcm' ? 0.12 : 0.05)
    const at = placeFor(setting, r, person, kind)
    const sender = urgent || r.unit() > SENT ? undefined : senderOf(setting, person, kind)
    if (sender) plans.visits.add(day, sending(person, sender, illness, r.whole(7 * 60, 9 * 60)))
    return { person, at, illness, way: urgent ? '1' : sender ? '3' : '2' }
  }

  function stayOf(plan: PlannedStay, day: number): Stay {
    const { person, at, illness } = plan
    const minute = plan.way === '1' ? r.whole(0, 1439) : r.whole(plan.way === '3' ? 11 * 60 : 8 * 60, 17 * 60)
    const raw = illness.days * (0.45 + 0.55 * (r.unit() + r.unit()))
    const long = Math.floor(scale.days(at.kind, raw) + r.unit())
    const days = Math.max(plan.days ?? long, 1)
    const last = person.until - 1
    const dying = person.death !== undefined && last < day + (person.death.at === '1' ? Math.max(days, 20) : days)
    const to = person.until < NEVER && (dying || last < day + days) ? Math.max(last, day) : day + days
    const dead = dying && person.death?.at === '1'
    const stayed = Math.max(to - day, 1)
    const share = stayed / Math.max(illness.days, 1)
    const yuan = scale.yuan(at.kind, illness.yuan * (0.35 + 0.65 * Math.min(share, 4)) * (0.7 + 0.6 * r.unit())) * dear
    const key = dead && stayed < 2 ? undefined : illness.operation
    const operation = key && !plan.sendTo ? operationOf(key) : undefined
    if (dead) person.death!.institution = at.where === 1 ? at : person.village.centre
    const operations = operation ? [{ ...operation, day: Math.min(day + (plan.way === '1' ? 0 : r.whole(0, 2)), to) }] : []
    const fen = Math.round(yuan * 100)
    const stay: Stay = {
      ...{
        person,
        at,
        illness: { ...illness, department: wardAt(at.kind, illness.department) },
        from: day,
        minute,
        to,
        days: stayed,
        fen,
        way: plan.way,
        operations,
      },
      toMinute: dead
        ? Math.max(person.death!.minute, to === day ? minute : 0)
        : to === day
          ? Math.min(minute + 240, 1439)
          : r.whole(540, 1020),
      leave: dead ? '5' : dying ? '4' : plan.sendTo ? '2' : leaving(r, at, person),
      ...(plan.sendTo ? { sentTo: plan.sendTo } : {}),
      others: othersOf(r, person, illness, day),
      costs: stayCosts(r, fen, at.kind, operations),
      ...records(person, at),
      ...(plan.baby ? { baby: plan.baby } : {}),
    }
    if (stay.leave === '3') stay.sentTo = person.village.centre
    if (dead) person.death!.minute = stay.toMinute
    person.busy = to
    if (at.where === 1 && plan.way !== '3' && r.unit() < 0.85) plans.visits.add(day, admitting(stay))
    if (!dead) follow(stay)
    return stay
  }

  function follow(stay: Stay) {
    const { person, at, illness, to } = stay
    if (stay.leave === '2' && stay.sentTo) {
      const next = illness.code.startsWith('I2') ? 'I21.900' : illness.code.startsWith('I6') ? 'I61.900' : 'S06.500'
      plans.stays.add(to, { person, at: stay.sentTo, illness: { ...caseOf(next, 'outside'), code: illness.code }, way: '3' })
      return
    }
    if (stay.leave === '3' || (at.where > 1 && /^(I6|S|M1)/.test(illness.code) && r.unit() < 0.3))
      plans.stays.add(to + r.whole(0, 2), {
        person,
        at: person.village.centre,
        illness: caseOf(/^I/.test(illness.code) ? 'I69.300' : 'M51.200', 'township'),
        way: '3',
      })
    else if (!stay.baby && r.unit() < AGAIN.find(([code]) => code.test(illness.code))![1])
      plans.stays.add(to + r.whole(2, 30), { person, at, illness, way: '2' })
    if (r.unit() < 0.5) {
      const seen = at.where > 1 || r.unit() < 0.3 ? person.village.centre : at
      const department = seen.kind === 'township' ? '全科' : illness.department
      plans.visits.add(to + r.whole(7, 28), {
        person,
        at: seen,
        reason: { code: illness.code.replace('Z51.100', 'C80.900'), department },
        urgent: false,
        again: true,
      })
    }
  }
  return { admit, monthly }
}

/** Who sends a person up: the township centre to the county's hospitals, the county hospital to those beyond. */
function senderOf({ places }: Setting, person: Person, kind: Kind): Institution | undefined {
  if (kind === 'outside') return places.one('hospital')
  return kind === 'hospital' || kind === 'tcm' ? person.village.centre : undefined
}

/** A kind that the county has. */
const kindHere = ({ places }: Setting, kind: Kind): Kind => (kind === 'tcm' || kind === 'maternal' ? places.one(kind).kind : kind)

const ageFits = (kind: Kind, p: Person, day: number) =>
  kind !== 'maternal' || ageOn(p.birth, day) < 15 || (!p.male && ageOn(p.birth, day) < 45)
