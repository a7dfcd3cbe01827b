/** Who lives there by age and sex: Shanxi 2023 (calibration 17.1), the shape within the bands as in rural counties. */

import { portions } from './chance.ts'
import type { Setting } from './setting.ts'

const YEAR = 365.2425
/** Births and deaths in 1 person-year: Shanxi 2023, calibration 17.1. */
export const BIRTHS = 0.00613
export const DEATHS = 0.00838

/** Share of each five years (the last open) within its band, and of men: 51.06 % of all. */
const SHAPE: readonly [from: number, to: number, band: 0 | 1 | 2 | 3, weight: number, male: number][] = [
  [0, 5, 0, 25, 0.53],
  [5, 10, 0, 35, 0.53],
  [10, 15, 0, 40, 0.53],
  [15, 20, 1, 9, 0.52],
  [20, 25, 1, 8, 0.52],
  [25, 30, 1, 8.5, 0.513],
  [30, 35, 1, 11.5, 0.513],
  [35, 40, 1, 12, 0.513],
  [40, 45, 1, 10.5, 0.51],
  [45, 50, 1, 11.5, 0.51],
  [50, 55, 1, 14.5, 0.51],
  [55, 60, 1, 14.5, 0.51],
  [60, 65, 2, 1, 0.505],
  [65, 70, 3, 36, 0.5],
  [70, 75, 3, 27, 0.49],
  [75, 80, 3, 17, 0.48],
  [80, 85, 3, 11.5, 0.46],
  [85, 100, 3, 8.5, 0.42],
]

export type Born = { birth: number; male: boolean; inWindow: boolean }

/** Days of birth and sexes of those alive on the last day; `infantDeaths` of those born in the window are not among them. */
export function pyramid({ residents, window, county, random }: Setting, infantDeaths: number): Born[] {
  const r = random('pyramid')
  const { ages, maleShare } = county.county.population
  const bands = portions(
    residents,
    ages.map((a) => a.share),
  )
  const births = Math.round(BIRTHS * residents * window.years) - infantDeaths
  const newborn = Array.from({ length: births }, (_, i): Born => {
    const birth = window.first + Math.floor(((i + r.unit()) * (window.last + 1 - window.first)) / births)
    return { birth, male: i % 17 < 9, inWindow: true }
  })
  const lived = window.years
  const older = ages.flatMap((_, band) => {
    const rows = SHAPE.filter((row) => row[2] === band && row[1] > lived)
    const left = (bands[band] ?? 0) - (band === 0 ? births : 0)
    const counts = portions(
      Math.max(left, 0),
      rows.map(([from, to, , weight]) => (weight * (to - Math.max(from, lived))) / (to - from)),
    )
    return rows.flatMap(([from, to, , , male], i) => {
      const n = counts[i]!
      const offset = r.unit()
      return Array.from({ length: n }, (_, k): Born => {
        const years = from === 85 ? from + 15 * r.unit() ** 1.8 : Math.max(from, lived) + (to - Math.max(from, lived)) * r.unit()
        return { birth: Math.ceil(window.last + 1 - years * YEAR) - 1, male: (k * male + offset) % 1 >= 1 - male, inWindow: false }
      })
    })
  })
  for (const b of older) if (b.birth >= window.first) b.birth = window.first - 1
  return balanced([...newborn, ...older], maleShare, residents, r.unit)
}

/** Changes the sex of a few grown-ups, until the share of men is the county's. */
function balanced(people: Born[], maleShare: number, residents: number, unit: () => number): Born[] {
  let excess = people.filter((p) => p.male).length - Math.round(maleShare * residents)
  const start = Math.floor(unit() * people.length)
  for (let i = 0; i < people.length && excess !== 0; i++) {
    const p = people[(start + i * 7) % people.length]!
    if (p.inWindow || p.male !== excess > 0) continue
    p.male = !p.male
    excess += p.male ? 1 : -1
  }
  return people
}
