import type { Random } from '../demo/random.ts'
import type { DemoCounty } from '../demo/types.ts'
import { type Window, windowOf } from './calendar.ts'
import { streams } from './chance.ts'
import { type Places, placesOf } from './places.ts'

export type GeneratorOptions = {
  county: DemoCounty
  /** People who live there on the last day. */
  residents: number
  /** Months of files that end with `end`. */
  months: number
  /** Last day, YYYY-MM-DD. */
  end: string
  seed: number
  /** 0: clean files; 1: the defects of a real county; 2.5: two and a half times as many. */
  defects?: number
  /** The lines of every bill too, several times as many rows as all other files together. */
  fees?: boolean
}

/** What every part of the generator stands on. */
export type Setting = {
  county: DemoCounty
  residents: number
  seed: number
  fees: boolean
  window: Window
  places: Places
  /** Residents against those of the county's statistics: beds and staff shrink and grow with it. */
  scale: number
  /** A random stream for one purpose. */
  random: (purpose: string) => Random
}

/** @throws RangeError on options no county can have; identity numbers of one county code end at 1.5 million residents. */
export function settingOf({ county, residents, months, end, seed, fees = false }: GeneratorOptions): Setting {
  if (!Number.isInteger(residents) || residents < 100 || residents > 1_500_000) throw new RangeError('residents: 100 to 1 500 000')
  if (!Number.isInteger(months) || months < 1 || months > 120) throw new RangeError('months: 1 to 120')
  if (!/^20\d\d-\d\d-\d\d$/.test(end) || Number.isNaN(Date.parse(end)) || new Date(end).toISOString().slice(0, 10) !== end)
    throw new RangeError('end: a day YYYY-MM-DD')
  const own = Number(county.county.code)
  return {
    county,
    residents,
    seed,
    fees,
    window: windowOf(end, months),
    places: placesOf(county),
    scale: residents / county.county.population.resident,
    random: streams(Math.imul(seed, 0x9e3779b1) ^ own),
  }
}
