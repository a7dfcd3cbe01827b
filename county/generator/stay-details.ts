/** Of one stay: what for, in which ward, with what else, how it ends on paper. */
import type { Random } from '../demo/random.ts'
import type { PlannedVisit } from './agenda.ts'
import { ageOn } from './calendar.ts'
import { groupOf } from './conditions.ts'
import { type Case, casesAt } from './inpatient.ts'
import type { Person } from './person.ts'
import type { Institution, Kind } from './places.ts'
import { isWinter } from './rhythm.ts'
import type { Stay } from './stay.ts'

/** What long illnesses bring people to hospital for. */
const RELATED = {
  HTN: ['I10.x00x031', 'I63.800', 'I50.900'],
  DM: ['E11.900', 'E11.900', 'E11.400'],
  COPD: ['J44.100'],
  CHD: ['I20.000', 'I25.103', 'I50.900'],
  STROKE: ['I63.900', 'I69.300'],
  CANCER: ['Z51.100'],
  SMI: ['F20.900'],
} as const

/** What a person of this age and these illnesses lies there for. */
export function illnessFor(r: Random, p: Person, kind: Kind, day: number): Case {
  const age = ageOn(p.birth, day)
  const pool = casesAt(kind, day - p.birth < 28 ? 'n' : String(groupOf(age)), p.male, isWinter(day))
  const fallback = pool.length ? pool : casesAt(kind, age < 15 ? '0' : '3', p.male, isWinter(day))
  const ill = p.illnesses.filter((x) => x.onset <= day)
  if (ill.length && r.unit() < 0.45) {
    const code = r.pick(RELATED[r.pick(ill).key])
    const own = fallback.find((c) => c.code === code)
    if (own) return own
  }
  return r.pick(fallback)
}

/** The visit that ended in a bed: at the emergency department, or the outpatient department of the ward. */
export function admitting({ person, at, illness, minute, way }: Stay): PlannedVisit {
  const urgent = way === '1' && (at.kind === 'hospital' || at.kind === 'tcm')
  const reason = { code: illness.code, department: urgent ? '急诊科' : illness.department }
  return { person, at, reason, urgent, again: false, minute: Math.max(minute - (urgent ? 35 : 75), 0), admitting: true }
}

/** The visit at which a lower institution sends somebody up, the same morning. */
export function sending(person: Person, at: Institution, { code, department }: Case, minute: number): PlannedVisit {
  const inside = at.departments.some((d) => d.name === department)
  return {
    person,
    at,
    reason: { code, department: inside ? department : (at.departments[0]?.name ?? '') },
    urgent: false,
    again: false,
    minute,
    admitting: true,
  }
}

/** The ward for a department's cases where there are fewer departments. */
export function wardAt(kind: Kind, department: string): string {
  if (kind === 'township') return '全科'
  if (kind === 'maternal') return department === '儿科' ? '儿科' : '妇产科'
  if (kind === 'tcm') return department === '骨科' ? '骨伤科' : /神经|心血管/.test(department) ? '内科' : department
  return department
}

/** 离院方式 of those who live. */
export function leaving(r: Random, at: Institution, p: Person): Stay['leave'] {
  const u = r.unit()
  if (u < 0.025) return '4'
  return (at.kind === 'hospital' || at.kind === 'tcm') && u > 0.97 && p.village.centre !== at ? '3' : '1'
}

const COMMON = [
  'E78.500',
  'K29.500',
  'E87.600',
  'D64.900',
  'N39.000',
  'I70.000',
  'M81.900',
  'K76.000',
  'J98.402',
  'I67.900',
  'N28.100',
  'E79.000',
]
/** Other diagnoses: the long illnesses, and what is found on the way. */
export function othersOf(r: Random, p: Person, illness: Case, day: number): string[] {
  const own = p.illnesses.filter((x) => x.onset <= day && x.code.slice(0, 3) !== illness.code.slice(0, 3)).map((x) => x.code)
  const found = Array.from({ length: ageOn(p.birth, day) > 45 ? r.whole(0, 3) : r.whole(0, 1) }, () => r.pick(COMMON))
  return ageOn(p.birth, day) < 15 ? [] : [...new Set([...own, ...found])]
}

/** A person keeps its record number at an institution and counts its stays there. */
export function recordNumbers(): (p: Person, at: Institution) => { record: string; times: number } {
  const known = new Map<number, { record: string; times: number }>()
  const counts = new Map<number, number>()
  return (p, at) => {
    const key = p.index * 1000 + at.index
    const before = known.get(key)
    const n = counts.get(at.index) ?? 0
    if (!before) counts.set(at.index, n + 1)
    const now = before ? { record: before.record, times: before.times + 1 } : { record: String(n + 1).padStart(8, '0'), times: 1 }
    known.set(key, now)
    return now
  }
}
