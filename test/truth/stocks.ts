import { beforeAll, describe, expect, it } from 'vitest'
import type { Indicator } from '../../src/kernel/grammar/measure.ts'
import { library } from '../../src/kernel/perform/library.ts'
import { numbers, type Question } from '../../src/kernel/perform/numbers.ts'
import { type County, county as id } from './county.ts'

let county: County
let codes: Map<string, string>

const plain = {
  code: 'x',
  text: ['', ''],
  definition: ['', ''],
  theme: 'health',
  unit: 'count',
  better: 'neither',
  source: '',
  from: '',
} as const
const ask = (numerator: string, question: Omit<Question, 'from' | 'to'>, by?: 'residence') => {
  const { months } = county.truth
  const indicator: Indicator = { ...plain, numerator, ...(by ? { by } : {}) }
  return numbers(county.house, id, indicator, { ...question, from: months[0]!, to: months.at(-1)! })
}
/** Whole months: the file of residents ends within the last. */
const whole = () => county.truth.months.slice(0, -1)
type Series = Record<string, Record<string, readonly (number | null)[]>>
async function compare(numerator: string, told: Series, measure: string, unit: 'township' | 'organization', by?: 'residence') {
  const cells = await ask(numerator, { grain: 'month', unit }, by)
  const got = new Map(cells.map((c) => [`${unit === 'township' ? c.unit.id : codes.get(c.unit.id)} ${c.period}`, c.value]))
  const rows = Object.entries(told).flatMap(([key, series]) =>
    whole().map((month, i) => [`${key} ${month}`, series[measure]?.[i] ?? 0] as const),
  )
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter(([key, n]) => (got.get(key) ?? 0) !== n).map(([key, n]) => `${key}: ${got.get(key)} for ${n}`)).toEqual([])
}

/** Stocks, heads and figures of an invented county, held against what truly happened there. `given`: the county, once it is taken in. */
export function stocks(given: () => County) {
  beforeAll(async () => {
    county = given()
    codes = new Map((await county.house.record.organizations(id)).map((o) => [o.id, o.code ?? o.id]))
  })

  describe('at the end of each month', () => {
    it.each([
      ['residents.count', 'population'],
      ['registers.count', 'registered'],
      ['registers.persons', 'registeredPersons'],
      ['registers.htn', 'registeredHypertension'],
      ['registers.dm', 'registeredDiabetes'],
      ['registers.standard', 'managed'],
      ['registers.controlled', 'controlled'],
      ['births.count', 'births'],
      ['deaths.count', 'deaths'],
    ])('%s is the truth of every township (%s)', (part, measure) => compare(part, county.truth.townships, measure, 'township', 'residence'))

    it.each([
      ['registers.count', 'registered'],
      ['registers.standard', 'managed'],
      ['registers.controlled', 'controlled'],
      ['staff.count', 'staff'],
      ['staff.physicians', 'doctors'],
      ['staff.nurses', 'nurses'],
      ['beds.actual', 'openBeds'],
      ['beds.approved', 'authorisedBeds'],
    ])('%s is the truth of every institution (%s)', (part, measure) => compare(part, county.truth.institutions, measure, 'organization'))

    it.each([
      ['month-figures.revenue', 'REV_TOTAL'],
      ['month-figures.energy', 'EXP_ENERGY'],
      ['month-figures.won', 'DRUG_WON'],
      ['month-figures.techniques', 'NEW_TECH'],
      ['month-figures.passed', 'EQA_PASSED'],
      ['states.signed', 'FD_SIGNED'],
      ['states.debt', 'DEBT'],
    ])('%s is what the institution reported (%s)', (part, item) => compare(part, county.truth.figures, item, 'organization'))
  })

  it('what was assessed in January stands until July', async () => {
    const cells = await ask('states.basic', { grain: 'month', unit: 'county' })
    const { figures, months } = county.truth
    const yes = months.map((_, i) =>
      Object.values(figures).reduce((n, items) => n + (items['STD_BASIC']?.slice(0, i + 1).findLast((v) => v !== null) ?? 0), 0),
    )
    expect(cells.map((c) => c.value)).toEqual(yes)
    expect(yes[0]).toBeGreaterThan(3)
  })

  it.each([
    ['managed-inpatients.persons', 'registeredSettled'],
    ['managed-inpatients.inside', 'registeredSettledIn'],
  ] as const)('%s counts each person once in a year (%s)', async (part, measure) => {
    const cells = await ask(part, { grain: 'year', unit: 'county' }, 'residence')
    const told = Object.entries(county.truth.persons[measure]).flatMap(([period, n]) =>
      period === 'last12' ? [] : [[period, n['county']]],
    )
    expect(cells.map((c) => [c.period, c.value])).toEqual(told)
    expect(told.length).toBeGreaterThan(1)
  })

  it('premature mortality is that of the ages of the living and the dead', async () => {
    const lib = await library(county.house, id)
    const [cell] = await numbers(county.house, id, lib.indicators.get('premature-mortality')!, {
      ...{ from: '2025-01', to: '2025-12', grain: 'year', unit: 'county' },
    })
    const { population, deaths } = county.truth.ages
    const { circulatory, cancer, respiratory, diabetes } = deaths['2025']!
    const kept = Array.from({ length: 8 }, (_, i) => i + 6).reduce((all, band) => {
      const died = circulatory[band]! + cancer[band]! + respiratory[band]! + diabetes[band]!
      const m = died / population['2025-06']![band]!
      return all * (1 - (5 * m) / (1 + 2.5 * m))
    }, 1)
    expect(kept).toBeLessThan(1)
    expect(cell?.value).toBeCloseTo(100 * (1 - kept), 8)
  })
}
