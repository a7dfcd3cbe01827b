/** What lives have in store, by day: visits and stays that follow from something else. */
import type { Reason } from './conditions.ts'
import type { Case } from './inpatient.ts'
import type { Person } from './person.ts'
import type { Institution } from './places.ts'

export type PlannedVisit = {
  person: Person
  at: Institution
  reason: Reason
  urgent: boolean
  again: boolean
  minute?: number
  admitting?: true
}

export type Baby = { child: Person; weight: number }
export type PlannedStay = {
  person: Person
  at: Institution
  illness: Case
  /** 入院途径: 1 emergency, 2 outpatient, 3 sent by another institution. */
  way: '1' | '2' | '3'
  /** Days, where something else decides. */
  days?: number
  /** Sent on to this institution after `days`. */
  sendTo?: Institution
  baby?: Baby
}

export type Agenda<T> = { add: (day: number, item: T) => void; take: (day: number) => readonly T[] }

export function agenda<T>(): Agenda<T> {
  const days = new Map<number, T[]>()
  return {
    add(day, item) {
      const list = days.get(day)
      if (list) list.push(item)
      else days.set(day, [item])
    },
    take(day) {
      const list = days.get(day) ?? []
      days.delete(day)
      return list
    },
  }
}

/** Everything that is in store. */
export type Plans = { visits: Agenda<PlannedVisit>; stays: Agenda<PlannedStay> }
