/** The days of the county, one after the other: admissions, visits, discharges, settlements, follow-ups, as rows of a month and as counts of the truth. */
import { agenda } from './agenda.ts'
import type { Month } from './calendar.ts'
import { outpatients } from './outpatients.ts'
import type { Person } from './person.ts'
import type { Setting } from './setting.ts'
import type { Stay } from './stay.ts'
import { wards } from './wards.ts'
import type { MonthRows, World } from './world.ts'
import { type Unsettled, writer } from './writer.ts'

/** Days before the window in which beds fill. */
const WARM_UP = 60

export type Simulation = { month: (month: Month) => MonthRows }

export function simulation(world: World): Simulation {
  const { setting, people, plans } = world
  const { window } = setting
  const population = populations(setting, people)
  const beds = wards(setting, plans)
  const doctors = outpatients(setting, plans)
  const leaving = agenda<Stay>()
  const toSettle = agenda<Unsettled>()
  const write = writer(world, toSettle)
  const admit = (day: number) => {
    for (const stay of beds.admit(day, population(day))) {
      leaving.add(stay.to, stay)
      write.admitted(stay)
    }
  }
  beds.monthly(people, window.first - WARM_UP)
  for (let day = window.first - WARM_UP; day < window.first; day++) {
    admit(day)
    leaving.take(day)
  }
  return {
    month(month) {
      beds.monthly(people, month.first)
      doctors.monthly(people, month.first)
      const rows: MonthRows = { visits: [], settlements: [], 'front-pages': [], 'follow-ups': [], fees: [] }
      for (let day = month.first; day <= month.last; day++) {
        admit(day)
        write.visits(doctors.day(day, population(day)), rows)
        for (const stay of leaving.take(day)) write.discharged(stay, rows)
        for (const settled of toSettle.take(day)) write.settle(settled, day, rows)
        write.pharmacy(day, population(day), rows)
      }
      write.followUps(month, rows)
      return rows
    },
  }
}

/** Residents on a day. */
export function populations({ window }: Setting, people: readonly Person[]): (day: number) => number {
  const start = window.first - WARM_UP
  const changes = new Int32Array(window.last - start + 3)
  for (const p of people) {
    if (!p.resident || p.until <= start) continue
    changes[Math.max(p.from - start, 0)]! += 1
    if (p.until <= window.last + 1) changes[p.until - start]! -= 1
  }
  let total = 0
  const counts = changes.map((change) => (total += change))
  return (day) => counts[day - start]!
}
