import { acute, chronic, emergency, groupOf, type Reason, visitsByGroup, visitsForChronic } from './morbidity.ts'
import { type Random, random } from './random.ts'
import { demoResidents, type Resident } from './residents.ts'
import { minutesOf, rhythm } from './rhythm.ts'
import type { DemoCounty } from './types.ts'

/** The columns of the visit import file. 就诊时间 is YYYY-MM-DD HH:mm in Asia/Shanghai, 总费用 yuan. */
export const visitHeader = ['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别', '科室', '诊断编码', '总费用']

export type DemoVisits = {
  county: DemoCounty /** how many people live there */
  residents: number
  months: number /** last day, YYYY-MM-DD */
  end: string
  seed: number
}

type Kind = 'hospital' | 'tcm' | 'maternal' | 'township' | 'clinic' | 'prefecture' | 'province'
type Place = { kind: Kind; code: string }
type Habit = { reason: Reason; place: Place }
type Person = Resident & { age: number; female: boolean; habits: Habit[] }

const VISITS_A_YEAR = 6.8 // per person, 2023 (health statistics bulletin)
const MEAN_YUAN: Record<Kind, number> = { hospital: 220, tcm: 180, maternal: 150, township: 89, clinic: 50, prefecture: 380, province: 430 }
/** Where people go, added up: for an ordinary complaint, and where the chronically ill have their regular doctor. Private care (about a tenth) has no institutions here. */
const ORDINARY: [number, Kind][] = [
  [0.36, 'clinic'],
  [0.5, 'township'],
  [0.8, 'hospital'],
  [0.89, 'tcm'],
  [0.97, 'prefecture'],
  [1, 'province'],
]
const REGULAR: [number, Kind][] = [
  [0.44, 'clinic'],
  [0.6, 'township'],
  [0.83, 'hospital'],
  [0.92, 'tcm'],
  [1, 'prefecture'],
]
const DAY = 86_400_000
const pad = (n: number, width: number) => String(n).padStart(width, '0')
const CLOCK = Array.from({ length: 1440 }, (_, m) => ` ${pad(Math.floor(m / 60), 2)}:${pad(m % 60, 2)}`)

/**
 * Rows of `visitHeader` in order of time, without the header: 6.8 visits per person-year with the county model's shares by institution, week, season and age.
 * People with a chronic disease come back with the same diagnosis to the same place. The same arguments give the same rows.
 */
export function* demoVisits({ county, residents, months, end, seed }: DemoVisits): Generator<string[]> {
  const r = random(seed + 1)
  const places = placesOf(county)
  const people = demoResidents(county, residents, end, seed).map((p) => person(p, r, places, Number(end.slice(0, 4))))
  const likely = people.flatMap((p) => Array<Person>(visitsByGroup[groupOf(p.age)]! + (p.habits.length ? visitsForChronic : 0)).fill(p))
  const last = Date.parse(end)
  const first = new Date(last + DAY)
  first.setUTCMonth(first.getUTCMonth() - months)
  if (first.getUTCDate() !== new Date(last + DAY).getUTCDate()) first.setUTCDate(1) // the earlier month is shorter
  for (let at = first.getTime(); at <= last; at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10)
    const compact = day.replaceAll('-', '')
    const wanted = ((residents * VISITS_A_YEAR) / 365.25) * rhythm(day, new Date(at).getUTCDay())
    const minutes = minutesOf(r, Math.floor(wanted + r.unit()))
    const winter = /-(1[12]|0[12])-/.test(day) ? 1 : 0
    let n = 0
    for (const minute of minutes) {
      const p = r.pick(likely)
      if (p.birthDate > day) continue
      const { place, reason, urgent } = occasion(r, p, places, minute, winter)
      const yuan = MEAN_YUAN[place.kind] * (urgent ? 1.5 : 1) * (0.4 - 0.6 * Math.log(1 - r.unit()))
      const department = urgent ? '急诊科' : departmentAt(r, place.kind, reason.department)
      const number = `${compact}${pad(++n, 6)}`
      const kind = urgent ? '急诊' : '门诊'
      yield [number, place.code, p.idCard, p.name, day + CLOCK[minute], kind, department, reason.code, yuan.toFixed(2)]
    }
  }
}

/** The institution of a kind that serves a village: its clinic or, without one, its township centre; the county hospital stands in for what a small county lacks. */
type Places = (kind: Kind, village: string) => Place

function placesOf({ organizations }: DemoCounty): Places {
  const open = organizations.filter((o) => o.level === 'institution' && o.type && !o.to)
  const find = (kind: Kind, type: string, level: string): Place | undefined => {
    const o = open.find((x) => x.type === type && organizations.find((up) => up.id === x.parent)?.level === level)
    return o && { kind, code: o.code }
  }
  const fixed = new Map<Kind, Place | undefined>([
    ['hospital', find('hospital', 'A100', 'group')],
    ['tcm', find('tcm', 'A210', 'group')],
    ['maternal', find('maternal', 'G100', 'group')],
    ['prefecture', find('prefecture', 'A100', 'prefecture')],
    ['province', find('province', 'A100', 'province')],
  ])
  const near = new Map<string, Place>()
  for (const o of open) {
    if (o.type === 'D600') near.set(o.village!, { kind: 'clinic', code: o.code })
    if (/^C2/.test(o.type!)) near.set(o.township!, { kind: 'township', code: o.code })
  }
  return (kind, village) => {
    if (kind === 'clinic') return near.get(village) ?? near.get(village.slice(0, 9))!
    if (kind === 'township') return near.get(village.slice(0, 9))!
    return fixed.get(kind) ?? fixed.get('hospital')!
  }
}

const drawn = (r: Random, shares: [number, Kind][]): Kind => {
  const u = r.unit()
  return shares.find(([upTo]) => u < upTo)![1]
}

function person(resident: Resident, r: Random, places: Places, year: number): Person {
  const age = year - Number(resident.birthDate.slice(0, 4))
  const share = Math.min(Math.max((age - 30) / 45, 0), 1)
  const has = chronic.filter((d) => age >= 20 && r.unit() < d.at30 + (d.at75 - d.at30) * share)
  const habits = has.map((reason) => ({ reason, place: places(drawn(r, REGULAR), resident.village) }))
  return { ...resident, age, female: resident.sex === 'female', habits }
}

/** Where this person goes at this hour and what for: nights to the emergency department, most visits of the chronically ill by habit. */
function occasion(r: Random, p: Person, places: Places, minute: number, winter: number): Habit & { urgent: boolean } {
  if (minute < 420 || minute >= 1200 || r.unit() < 0.012)
    return { place: places(r.unit() < 0.85 ? 'hospital' : 'tcm', p.village), reason: r.pick(emergency), urgent: true }
  if (p.habits.length && r.unit() < 0.6) return { ...r.pick(p.habits), urgent: false }
  const group = groupOf(p.age)
  const woman = p.female && group === 2
  const place = places((woman || p.age < 15) && r.unit() < 0.2 ? 'maternal' : drawn(r, ORDINARY), p.village)
  const simple = place.kind === 'clinic' ? 1 : 0
  return { place, reason: r.pick(acute[winter]![simple]![woman ? 5 : group]!), urgent: false }
}

/** The department that sees the case there: clinics have one, smaller hospitals fewer than the county hospital. */
function departmentAt(r: Random, kind: Kind, department: string): string {
  if (kind === 'clinic') return '全科'
  if (kind === 'township') return r.unit() < 0.2 ? '中医科' : '全科'
  if (kind === 'maternal') return department === '儿科' ? '儿科' : '妇产科'
  if (kind !== 'tcm') return department
  if (department === '骨科') return r.unit() < 0.5 ? '骨伤科' : '针灸推拿科'
  return /妇产科|儿科|外科/.test(department) ? department : r.unit() < 0.6 ? '中医科' : '内科'
}
