import type { Baby } from './agenda.ts'
import type { Case } from './inpatient.ts'
import type { Operation } from './operations.ts'
import type { Person } from './person.ts'
import type { Institution } from './places.ts'
import type { StayCosts } from './stay-costs.ts'

export type Done = Operation & { day: number }

/** One stay in hospital. Days are whole days between admission and discharge, at least 1. */
export type Stay = {
  person: Person
  at: Institution
  illness: Case
  from: number
  minute: number
  to: number
  toMinute: number
  days: number
  fen: number
  costs: StayCosts
  way: '1' | '2' | '3'
  /** 离院方式: 1 doctor's order, 2 sent to another hospital, 3 sent to a township centre, 4 against advice, 5 died. */
  leave: '1' | '2' | '3' | '4' | '5'
  sentTo?: Institution
  others: string[]
  operations: Done[]
  /** 病案号 and 住院次数 at this institution. */
  record: string
  times: number
  baby?: Baby
}
