import type { Plans } from './agenda.ts'
import type { Ledger } from './ledger.ts'
import type { Person } from './person.ts'
import type { Register } from './registers.ts'
import type { Setting } from './setting.ts'
import type { Staff } from './staff.ts'

/** Rows of the files that come by the month, by kind. */
export type MonthRows = { visits: string[]; settlements: string[]; 'front-pages': string[]; 'follow-ups': string[]; fees: string[] }
/** Everything the days are made of. */
export type World = {
  setting: Setting
  people: readonly Person[]
  plans: Plans
  registers: readonly Register[]
  staff: Staff
  ledger: Ledger
  /** Chinese name of a diagnosis, empty when unknown; address of a person. */
  nameOf: (code: string) => string
  addressOf: (p: Person) => string
}
