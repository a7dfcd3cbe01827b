import type { Text } from '../../kernel/grammar/texts.ts'
import type { Away, Living, TownshipRate } from './shape.ts'

/** Bands of ten years, the last 80 and over. */
export const bandOf = (age: number) => Math.min(Math.floor(age / 10), 8)

/**
 * The 95 % interval of observed ÷ expected by Byar's approximation to the Poisson distribution (Breslow & Day, Statistical Methods in Cancer Research II, 1987,
 * 2.3). Admissions count as independent, so it is narrow where the same persons are admitted again and again.
 */
export function byar(observed: number, expected: number): { low: number; high: number } {
  const z = 1.959964
  const more = observed + 1
  const low = observed === 0 ? 0 : observed * (1 - 1 / (9 * observed) - z / (3 * Math.sqrt(observed))) ** 3
  const high = more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3
  return { low: low / expected, high: high / expected }
}

/**
 * Admissions outside by the township where people live: crude, adjusted for age directly (the county's residents of the window are the standard; a band in which
 * nobody of the township lives counts as no admission), and observed to expected by the county's own rates by age (indirect), which holds for small townships too.
 * Rows without a known township or age are left out on both sides.
 */
export function townshipRates(away: readonly Away[], living: readonly Living[], nameOf: (id: string) => Text): TownshipRate[] {
  const cases = new Map<string, number>()
  const persons = new Map<string, Set<string>>()
  const years = new Map<string, number>()
  const add = (to: Map<string, number>, key: string, n: number) => to.set(key, (to.get(key) ?? 0) + n)
  for (const { township, band, years: n } of living) {
    add(years, `${township} ${band}`, n)
    add(years, township, n)
    add(years, `all ${band}`, n)
    add(years, 'all', n)
  }
  for (const { township, age, person } of away) {
    if (township === null || age === null || !years.has(township)) continue
    add(cases, `${township} ${bandOf(age)}`, 1)
    add(cases, township, 1)
    add(cases, `all ${bandOf(age)}`, 1)
    persons.set(township, (persons.get(township) ?? new Set()).add(person))
  }
  const bands = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  const rate = (at: string) => ((n) => (n ? (cases.get(at) ?? 0) / n : 0))(years.get(at) ?? 0)
  return [...new Set(living.map(({ township }) => township))].sort().map((id) => {
    const [observed, personYears] = [cases.get(id) ?? 0, years.get(id) ?? 0]
    const everybody = years.get('all') ?? 0
    const adjusted = bands.reduce((sum, band) => sum + rate(`${id} ${band}`) * (years.get(`all ${band}`) ?? 0), 0) / everybody
    const expected = bands.reduce((sum, band) => sum + rate(`all ${band}`) * (years.get(`${id} ${band}`) ?? 0), 0)
    return {
      ...{ id, name: nameOf(id), cases: observed, persons: persons.get(id)?.size ?? 0, personYears },
      crude: personYears ? (observed / personYears) * 1000 : null,
      adjusted: personYears ? adjusted * 1000 : null,
      expected,
      ...(expected ? { ratio: observed / expected, ...byar(observed, expected) } : { ratio: null, low: null, high: null }),
    }
  })
}
