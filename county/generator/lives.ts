/** The lives of the county: people, what becomes of them, what they have in store. */
import { agenda, type Plans } from './agenda.ts'
import { makeChronic } from './chronic.ts'
import { deathsOf, planLastStays } from './deaths.ts'
import { planChestPain, planStrikes, type Strike, strikesOf } from './events.ts'
import { planBirths } from './mothers.ts'
import { peopleOf } from './people.ts'
import type { Person } from './person.ts'
import { type Register, registersOf } from './registers.ts'
import type { Setting } from './setting.ts'

export type Lives = {
  people: readonly Person[]
  dying: readonly Person[]
  strikes: readonly Strike[]
  plans: Plans
  registers: readonly Register[]
}

export function livesOf(setting: Setting): Lives {
  const people = peopleOf(setting)
  const dying = deathsOf(setting, people)
  const plans: Plans = { visits: agenda(), stays: agenda() }
  const strikes = strikesOf(setting, people)
  planStrikes(setting, strikes, plans)
  planChestPain(setting, people, plans)
  planLastStays(setting, dying, plans)
  planBirths(setting, people, plans)
  makeChronic(setting, people)
  return { people, dying, strikes, plans, registers: registersOf(setting, people) }
}
