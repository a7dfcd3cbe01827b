/** Who works in the county's institutions: the known practitioners, and residents enough for doctors 3.61 and nurses 4.16 in 1 000 people, 2.2 in a village clinic (2024, calibration 17.2). */
import type { Random } from '../demo/random.ts'
import { ageOn } from './calendar.ts'
import { here, type Person } from './person.ts'
import type { Institution, Kind } from './places.ts'
import { rotation } from './postings.ts'
import { type Employee, type Post, type Posting, practitioners } from './practitioners.ts'
import type { Setting } from './setting.ts'

const DOCTORS = 3.61
const NURSES = 4.16
const IN_CLINIC = 2.2
/** Share that leaves in a year [U]. */
const LEAVING = 0.03
/** General practitioners in 10 000 people. */
const GENERAL = 4.54
/** Share of doctors and nurses by kind of institution [U]. */
const SPREAD: Readonly<Record<Kind, readonly [doctors: number, nurses: number]>> = {
  hospital: [0.47, 0.58],
  tcm: [0.2, 0.2],
  maternal: [0.07, 0.08],
  township: [0.26, 0.14],
  clinic: [0, 0],
  outside: [0, 0],
}

export type Staff = {
  employees: readonly Employee[]
  postings: readonly Posting[]
  /** Names of the doctors of a department, of the institution's when it has none there. */
  doctorsAt: (institution: Institution, department: string) => readonly string[]
}

/** `until` is the last day. */
export const employedOn = (e: Employee, day: number) => e.from <= day && (e.until === undefined || e.until >= day)

export function staffOf(setting: Setting, people: readonly Person[]): Staff {
  const { places, window, residents, random } = setting
  const r = random('staff')
  const { employees, postings } = practitioners(setting)
  const held = new Set(employees.map((e) => e.idCard))
  const grown = people.filter((p) => here(p, window.last) && p.registered && !held.has(p.idCard))
  const free = { m: grown.filter((p) => p.male && working(p, window.last)), f: grown.filter((p) => !p.male && working(p, window.last)) }
  let hired = 0
  const hire = (at: Institution, post: Post, male: number, until?: number) => {
    const group = r.unit() < male ? free.m : free.f
    const person = group[(hired++ * 17 + 3) % Math.max(group.length, 1)]
    if (!person || held.has(person.idCard)) return
    held.add(person.idCard)
    const employee = employeeOf(setting, r, person, at, post, hired)
    employees.push(until === undefined ? employee : { ...employee, from: Math.min(employee.from, window.first - 1), until })
  }
  const count = (post: Post, kind: Kind) =>
    employees.filter((e) => e.until === undefined && posts(post).includes(e.post) && places.at(e.institution)?.kind === kind).length
  const clinics = places.all.filter((i) => i.kind === 'clinic')
  const missing = Math.round(IN_CLINIC * clinics.length) - employees.filter((e) => places.at(e.institution)?.kind === 'clinic').length
  for (let n = 0; n < missing; n++) hire(clinics[(n * 31) % clinics.length]!, n % 5 === 4 ? '21' : '13', n % 5 === 4 ? 0.02 : 0.7)
  const nursesLeft = Math.max((NURSES * residents) / 1000 - count('21', 'clinic'), 0)
  for (const kind of ['hospital', 'tcm', 'maternal', 'township'] as const) {
    const there = places.all.filter((i) => i.where === 1 && i.kind === kind)
    const share = (at: 0 | 1) =>
      SPREAD[kind][at] + (kind === 'hospital' && places.one('maternal').kind === 'hospital' ? SPREAD.maternal[at] : 0)
    const fill = (post: Post, wanted: number, male: number) => {
      for (let n = wanted - count(post, kind), tries = 0; n > 0 && tries < wanted * 3; n--, tries++)
        hire(there[tries % there.length]!, post, male)
    }
    if (there.length === 0) continue
    fill('11', Math.round((DOCTORS * share(0) * residents) / 1000), 0.55)
    fill('21', Math.round(nursesLeft * share(1)), 0.04)
    fill('31', Math.max(Math.round(there.length * 2 * setting.scale), 1), 0.4)
    fill('41', Math.max(Math.round(there.length * 5 * setting.scale), 1), 0.5)
    fill('51', kind === 'township' ? there.length : 1, 0.3)
    fill('91', Math.max(Math.round(there.length * 3 * setting.scale), 1), 0.5)
  }
  const left = Math.round(employees.length * LEAVING * window.years)
  const big = places.all.filter((i) => i.where === 1 && (i.kind === 'hospital' || i.kind === 'township'))
  for (let n = 0; n < left; n++) hire(big[n % big.length]!, n % 3 ? '21' : '11', n % 3 ? 0.05 : 0.5, r.whole(window.first, window.last))
  makeGeneral(employees, Math.round((GENERAL * residents) / 10_000), (code) => places.at(code)?.kind === 'township')
  return { employees, postings: [...postings, ...rotation(setting, employees)], doctorsAt: doctorNames(employees) }
}

const posts = (post: Post): readonly Post[] => (post === '11' ? ['11', '12'] : [post])
const working = (p: Person, day: number) => ageOn(p.birth, day) >= 24 && ageOn(p.birth, day) < 59

/** Departments of clinical work take the doctors and nurses in turn; laboratories and pharmacies have their own. */
function employeeOf({ window }: Setting, r: Random, person: Person, at: Institution, post: Post, n: number): Employee {
  const { idCard, name } = person
  const own = at.departments.filter((d) => DEPARTMENTS[post]?.test(d.name) ?? false)
  const age = ageOn(person.birth, window.last)
  const entry = person.birth + Math.floor((22 + r.unit() * Math.max(age - 23, 1)) * 365.25)
  const medical = post === '11' || post === '21'
  return {
    ...{ institution: at.code, department: own.length ? own[n % own.length] : at.departments[0], idCard, name, post, until: undefined },
    title: post === '13' || post === '91' ? '9' : age > 50 && r.unit() < 0.5 ? '2' : age > 36 ? '3' : '4',
    licence: medical
      ? `${post === '11' ? '110' : '201'}${idCard.slice(0, 6)}${String(500000 + n)}`
      : post === '13'
        ? `${idCard.slice(0, 6)}${String(500 + n)}`
        : '',
    ...{
      general: false,
      education: post === '13' ? '中专' : age < 40 ? '本科' : '大专',
      from: Math.min(Math.max(entry, person.movedIn ? person.from : entry), window.last),
    },
  }
}
const DEPARTMENTS: Partial<Record<Post, RegExp>> = {
  '11': /内科|外科|骨|妇|儿|中医|急诊|重症|针灸|康复|麻醉|影像|全科/,
  '21': /内科|外科|骨|妇|儿|中医|急诊|重症|针灸|康复|透析|全科/,
  '13': /全科/,
  '31': /药/,
  '41': /检验|影像|心电|超声|医技|病理/,
  '51': /公共卫生|保健/,
}

/** General practitioners: doctors of townships first. */
function makeGeneral(employees: Employee[], wanted: number, township: (institution: string) => boolean) {
  const doctors = employees.filter((e) => e.until === undefined && (e.post === '11' || e.post === '12'))
  const first = [...doctors.filter((e) => township(e.institution)), ...doctors.filter((e) => !township(e.institution))]
  for (const e of first.slice(0, wanted)) e.general = true
}

function doctorNames(employees: readonly Employee[]): Staff['doctorsAt'] {
  const names = new Map<string, string[]>()
  for (const e of employees.filter((x) => /^1/.test(x.post) && x.until === undefined))
    for (const key of [e.institution, `${e.institution} ${e.department?.name}`]) {
      const list = names.get(key)
      if (list) list.push(e.name)
      else names.set(key, [e.name])
    }
  return ({ code }, department) => names.get(`${code} ${department}`) ?? names.get(code) ?? ['']
}
