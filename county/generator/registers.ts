/** Chronic-disease registers and their follow-ups: a person under management is seen by the rules, or only now and then. */
import type { Random } from '../demo/random.ts'
import { ageOn } from './calendar.ts'
import { evenly } from './chance.ts'
import { diseaseOf, diseases } from './chronic.ts'
import { ALWAYS, type ChronicKey, NEVER, type Person } from './person.ts'
import type { Institution } from './places.ts'
import type { Setting } from './setting.ts'

export type Register = {
  number: string
  person: Person
  key: ChronicKey
  at: Institution
  onset: number
  from: number
  /** 管理状态 at the end of the window, and since when it is no longer 1. */
  state: '1' | '2' | '3' | '4' | '9'
  until: number
  /** Managed by the rules 规范管理, and mostly well controlled. */
  regular: boolean
  well: boolean
  next: number
  /** Follow-ups a year that the rules ask for, and those of the last 13 months. */
  needed: number
  done: { day: number; result: FollowUp['result'] }[]
}
export type FollowUp = {
  register: Register
  day: number
  way: '1' | '2' | '3'
  systolic?: number
  diastolic?: number
  glucose?: number
  hba1c?: number
  weight: number
  adherence: '1' | '2' | '3'
  result: '1' | '2' | '3' | '4'
  next: number
}

/** The registers of the county, one per person and disease. */
export function registersOf({ window, random }: Setting, people: readonly Person[]): Register[] {
  const r = random('registers')
  const draws = new Map(diseases.map((d) => [d.key, evenly(r)]))
  const counts = new Map<string, number>()
  const found: Register[] = []
  for (const p of people)
    for (const { key, onset } of p.illnesses) {
      const disease = diseaseOf(key)
      const old = ageOn(p.birth, window.last) >= 65 ? 1.25 : 0.8
      if (!draws.get(key)!(Math.min(disease.registered * old, 0.95))) continue
      const from = Math.max(onset + r.whole(10, 400), dayAfter(p))
      if (from > window.last || from >= p.until) continue
      const at = p.village.clinic && r.unit() < 0.4 ? p.village.clinic : p.village.centre
      const n = (counts.get(`${p.village.township}${key}`) ?? 0) + 1
      counts.set(`${p.village.township}${key}`, n)
      const lost = r.unit() < 0.035 ? Math.max(from + 200, window.last - r.whole(0, 500)) : NEVER
      const until = Math.min(p.until, lost <= window.last ? lost : NEVER)
      const state = until === NEVER ? '1' : until < p.until ? (r.unit() < 0.8 ? '2' : '9') : p.death ? '4' : '3'
      const number = `${p.village.township}${key}${String(n).padStart(5, '0')}`
      const regular = r.unit() < 0.7
      const first = Math.max(from, window.first) + r.whole(0, disease.every)
      found.push({
        number,
        person: p,
        key,
        at,
        onset,
        from,
        state,
        until,
        regular,
        well: r.unit() < disease.controlled,
        next: first,
        needed: disease.every < 100 ? 4 : 2,
        done: [],
      })
    }
  return found
}
const dayAfter = (p: Person) => (p.movedIn ? p.from + 20 : ALWAYS)

/** The follow-ups of a register that are due up to a day, in order. */
export function followUpsUntil(r: Random, register: Register, day: number): FollowUp[] {
  const found: FollowUp[] = []
  const { every } = diseaseOf(register.key)
  while (register.next <= day && register.next < register.until) {
    const at = register.next
    register.next = at + (register.regular ? every + r.whole(-7, 7) : r.whole(2 * every - 30, 4 * every))
    const one = followUp(r, register, at)
    found.push(one)
    register.done = [...register.done.filter((f) => f.day > at - 400), { day: at, result: one.result }]
  }
  return found
}

function followUp(r: Random, register: Register, day: number): FollowUp {
  const good = r.unit() < (register.well ? 0.88 : 0.2)
  const u = r.unit()
  const person = register.person
  const pressure = register.key === 'HTN' || register.key === 'CHD' || register.key === 'STROKE'
  const sugar = register.key === 'DM'
  const v = r.unit()
  return {
    register,
    day,
    way: u < 0.55 ? '1' : u < 0.82 ? '2' : '3',
    ...(pressure
      ? { systolic: good ? r.whole(108, 138) : r.whole(141, 178), diastolic: good ? r.whole(64, 88) : r.whole(82, 108) }
      : { ...(sugar ? { systolic: r.whole(108, 150), diastolic: r.whole(64, 94) } : {}) }),
    ...(sugar ? { glucose: good ? r.whole(46, 69) / 10 : r.whole(71, 138) / 10 } : {}),
    ...(sugar && r.unit() < 0.3 ? { hba1c: good ? r.whole(55, 69) / 10 : r.whole(70, 112) / 10 } : {}),
    weight: Math.round((person.male ? 68 : 59) * 10 + (((person.index * 37) % 240) - 120)) / 10,
    adherence: good ? (r.unit() < 0.92 ? '1' : '2') : r.unit() < 0.55 ? '2' : r.unit() < 0.6 ? '1' : '3',
    result: good ? '1' : v < 0.93 ? '2' : v < 0.97 ? '3' : '4',
    next: register.next,
  }
}
