/** Beds: authorised ones by the directory, shrunk or grown with the population; open ones as many as the stays of the window need. */
import type { Ledger } from './ledger.ts'
import type { Institution, Kind } from './places.ts'
import type { Setting } from './setting.ts'

export type Beds = { at: Institution; authorised: number; open: number }

/** Bed use: public hospitals 86.0 % (2023), township centres 50–55 %; maternal and child centre [U]. */
const USE: Readonly<Record<Kind, number>> = { hospital: 0.86, tcm: 0.86, maternal: 0.7, township: 0.525, clinic: 1, outside: 1 }

/** Of the institutions with beds, once every day of the window has been lived. */
export function bedsOf({ places, window, scale }: Setting, ledger: Ledger): Beds[] {
  const days = window.last - window.first + 1
  return places.all
    .filter((i) => i.where === 1 && i.kind !== 'clinic')
    .map((at) => {
      const used = ledger.of(at.code).bedDays.reduce((a, b) => a + b, 0) / days
      return { at, authorised: Math.max(Math.round(at.beds * scale), 1), open: Math.max(Math.round(used / USE[at.kind]), 1) }
    })
}
