import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Indicator, readingOf } from '../../src/kernel/grammar/measure.ts'
import { library } from '../../src/kernel/perform/library.ts'
import { type IndicatorCell, numbers, numbersOf, type Question } from '../../src/kernel/perform/numbers.ts'
import { matchCounts } from '../../src/record/settlements.ts'
import { type Ask, asking } from '../truth/ask.ts'
import { type County, county as id, imported } from '../truth/county.ts'
import { factsOf } from '../truth/facts.ts'
import { monthOf, values } from '../truth/indicators.ts'
import { institutions, insurance, residence, type Said } from '../truth/said.ts'
import { stocks } from '../truth/stocks.ts'
import { careCodes, careValue, type Unit, windows } from '../truth/window.ts'

let county: County
let ask: Ask
beforeAll(async () => {
  county = await imported(0, '2026-01')
  ask = await asking(county)
}, 300_000)
afterAll(() => county?.close())

it('takes every row of clean files, whatever their order', () => {
  const wrong = [...county.results].flatMap(([name, { refused, state }]) => (refused || state !== 'done' ? [[name, refused, state]] : []))
  expect(wrong).toEqual([])
})

it('looks visits up for matching, and does not read them all for each settlement', async () => {
  const [table] = await county.house.record.db.query<{ read: number; rows: number }>(
    `select (seq_tup_read + idx_tup_fetch)::float8 as read, (select count(*)::int from flat_visit) as rows from pg_stat_user_tables where relname = 'flat_visit'`,
  )
  expect(table!.read).toBeLessThan(10 * county.files.length * table!.rows)
})

const parts = { institutions, townships: residence, insurance } as const
type Part = keyof typeof parts
type Sayable = Exclude<Said, { unsaid: string }>
const sayable = (['institutions', 'townships', 'insurance'] as const).flatMap((part) =>
  Object.entries(parts[part]).flatMap(([name, said]): [Part, string, Sayable][] => ('unsaid' in said ? [] : [[part, name, said]])),
)
type Series = Readonly<Record<string, readonly number[]>>
const truthOf = (part: Part, measure: string): Series =>
  Object.fromEntries(Object.entries(county.truth[part]).map(([unit, all]) => [unit, (all as Series)[measure]!]))

it.each(sayable)('%s: %s is what truly happened, in every unit and month', async (part, name, said) => {
  const truth = truthOf(part, name)
  expect(await ask(said, Object.keys(truth))).toEqual(truth)
})

it('every series of the truth is either told by the engine or known not to be', () => {
  const { about: _, months: __, defects: ___, county: whole, ...rest } = county.truth
  // figures, heads and ages are held against the engine in stocks.ts
  expect(Object.keys(rest).sort()).toEqual([...Object.keys(parts), 'ages', 'figures', 'persons'].sort())
  expect(Object.keys(whole).sort()).toEqual(Object.keys(residence).sort())
  for (const part of Object.keys(parts) as Part[])
    for (const series of Object.values(county.truth[part])) expect(Object.keys(series).sort()).toEqual(Object.keys(parts[part]).sort())
})

it('the county is the sum of its townships', () => {
  const sums = Object.fromEntries(
    Object.keys(residence).map((name) => {
      const all = Object.values(truthOf('townships', name))
      return [name, county.truth.months.map((_, i) => all.reduce((n, series) => n + series[i]!, 0))]
    }),
  )
  expect(sums).toEqual(county.truth.county)
})

it('the lines of bills sum to what visits and stays cost, and of it drugs and herbs', async () => {
  const of = (part: string) => ask({ cell: `fees.${part}` }, Object.keys(county.truth.institutions))
  const rows = await county.house.record.db.query<{ org: number; month: string; fen: string }>(
    `select org_key as org, month::text, sum(amount_fen) as fen from flat_fee where county_id = $1 and category = '10' and class <> 'IMP' group by 1, 2`,
    [id],
  )
  const keys = new Map((await county.house.record.organizations(id)).map((n) => [n.code, n.key]))
  const [all, drugs, tcm, herbs] = [await of('fen'), await of('drugFen'), await of('tcmFen'), await of('herbFen')]
  let seen = 0
  for (const [code, { visitFees, stayFees, drugFees, stayDrugFees, herbFees }] of Object.entries(county.truth.institutions))
    for (const [i, month] of county.truth.months.entries()) {
      if (month < '2026-01') continue
      const outpatient = Number(rows.find(({ org, month: m }) => org === keys.get(code) && m.startsWith(month))?.fen ?? 0)
      const told = [all[code]![i], drugs[code]![i], outpatient]
      expect([code, month, ...told]).toEqual([code, month, visitFees[i]! + stayFees[i]!, drugFees[i]! + stayDrugFees[i]!, herbFees[i]])
      expect(herbs[code]![i]! >= outpatient && tcm[code]![i]! >= herbs[code]![i]! && drugs[code]![i]! >= tcm[code]![i]!).toBe(true)
      seen += outpatient
    }
  expect(seen).toBeGreaterThan(0)
  // every visit and stay of a line is in the record under the id the line gives it
  const lost = await county.house.record.db.query(
    `select 1 from flat_fee f where f.county_id = $1 and not exists (select from resource r where r.county_id = $1 and r.type = 'Encounter' and r.id = f.encounter)`,
    [id],
  )
  expect(lost).toEqual([])
})

/** An indicator in a reading, `code` or `code:reading`, asked of the engine. */
async function asked(code: string, question: Question) {
  const [name = '', reading] = code.split(':')
  const indicator = readingOf((await library(county.house, id)).indicators.get(name)!, reading)!
  return { indicator, cells: await numbers(county.house, id, indicator, question) }
}

it.each(Object.keys(values))('the indicator %s divides the true sums', async (code) => {
  const { months } = county.truth
  const { indicator, cells } = await asked(code, { from: months[0]!, to: months.at(-1)!, grain: 'month', unit: 'county' })
  const told = new Map(cells.flatMap((c) => (c.unit.id === 'county' ? [[c.period, [c.numerator, c.denominator, c.value] as const]] : [])))
  const scale = indicator.scale ?? 1
  for (const [i, month] of months.entries()) {
    const [n, d] = values[code]!(monthOf(county.truth, i))
    const value = d === undefined ? n * scale : d === 0 ? null : (n / d) * scale
    expect([month, told.get(month) ?? [0, d, d === undefined ? 0 : null]]).toEqual([month, [n, d, value]])
  }
})

describe('care, counted by hand from the files', () => {
  let some: ReturnType<typeof windows>
  let codes: Map<string, string>
  /** All readings at once, for each way of asking. */
  type Told = { indicator: Indicator; cells: readonly IndicatorCell[] }
  const told = new Map<string, ReadonlyMap<string, Told>>()
  beforeAll(async () => {
    some = windows(factsOf(county.folder, county.files))
    const nodes = await county.house.record.organizations(id)
    codes = new Map(nodes.flatMap((n) => (n.code && n.inside ? [[n.id, n.code] as const] : [])))
    const { indicators } = await library(county.house, id)
    const readings = careCodes.map((code) => readingOf(indicators.get(code.split(':')[0]!)!, code.split(':')[1])!)
    for (const grain of ['month', 'quarter', 'year', 'rolling'] as const)
      for (const unit of ['county', 'organization', 'township'] as const) {
        const all = await numbersOf(county.house, id, readings, { from: grain === 'rolling' ? '2026-01' : from, to, grain, unit })
        told.set(`${grain} ${unit}`, new Map(careCodes.map((code, i) => [code, { indicator: readings[i]!, cells: all[i]! }])))
      }
  }, 120_000)

  const from = '2025-01'
  const to = '2026-03'
  const spans: Readonly<Record<Question['grain'], readonly (readonly [name: string, from: string, to: string])[]>> = {
    month: Array.from({ length: 15 }, (_, i) => new Date(Date.UTC(2025, i, 1)).toISOString().slice(0, 7)).map((m) => [m, m, m]),
    quarter: [1, 2, 3, 4].map((q): [string, string, string] => [
      `2025-Q${q}`,
      `2025-0${q * 3 - 2}`.replace('010', '10'),
      `2025-${String(q * 3).padStart(2, '0')}`,
    ]),
    year: [
      ['2025', '2025-01', '2025-12'],
      ['2026', '2026-01', '2026-03'],
    ],
    rolling: [
      ['2026-01', '2025-02', '2026-01'],
      ['2026-02', '2025-03', '2026-02'],
      ['2026-03', '2025-04', '2026-03'],
    ],
  }
  /** What each unit of an answer holds, by hand. */
  const unitOf = (cell: IndicatorCell, by: 'residence' | 'institution'): Unit | undefined => {
    if (by === 'residence') return cell.unit.id === 'county' ? { of: 'residents' } : { of: 'residents', township: cell.unit.id }
    if (cell.unit.id === 'county') return { of: 'county' }
    const code = codes.get(cell.unit.id)
    return code ? { of: 'institution', code } : undefined
  }
  const check = (code: string, grain: Question['grain'], unit: Question['unit']) => {
    const { indicator, cells } = told.get(`${grain} ${unit}`)!.get(code)!
    const scale = indicator.scale ?? 1
    const compared = cells.flatMap((cell) => {
      const span = spans[grain].find(([name]) => name === cell.period)
      const place = unitOf(cell, indicator.by ?? 'institution')
      if (!span || !place) return []
      const [n, d, own] = careValue(code, some, place, { from: span[1], to: span[2] })
      const raw = own ?? (d === undefined ? n : n / d)
      const at = `${cell.period} ${cell.unit.name}`
      return [
        [
          [at, cell.numerator, cell.denominator, cell.value],
          [at, n, d, Number.isFinite(raw) ? raw * scale : null],
        ] as const,
      ]
    })
    expect(compared.map(([engine]) => engine)).toEqual(compared.map(([, hand]) => hand))
    const seen = new Set(cells.map((cell) => cell.period))
    for (const [name, from, to] of spans[grain])
      if (!seen.has(name)) expect([name, ...careValue(code, some, { of: 'county' }, { from, to })]).toEqual([name, 0])
    return compared.length
  }

  it.each(careCodes)('%s is right for the county, by month, quarter, year and twelve months', (code) => {
    for (const grain of ['month', 'quarter', 'year', 'rolling'] as const)
      expect(check(code, grain, 'county')).toBeGreaterThanOrEqual(spans[grain].length - 1)
  })

  it.each(careCodes)('%s is right for each institution, or township of residents', (code) => {
    const unit = told.get('month county')!.get(code)!.indicator.by === 'residence' ? 'township' : 'organization'
    for (const grain of ['month', 'rolling'] as const) expect(check(code, grain, unit)).toBeGreaterThan(5)
  })

  it('no indicator of care is left out', () => {
    const own = county.house.registry.capabilities.filter((c) => ['visits', 'admissions', 'insurance'].includes(c.name))
    const all = own.flatMap((c) => c.indicators.flatMap((i) => [i.code, ...(i.variants ?? []).map((v) => `${i.code}:${v.name}`)]))
    expect([...careCodes].sort()).toEqual([...all].sort())
  })

  it('who was in hospital counts once, as those who invented them counted', async () => {
    const { persons } = county.truth
    const heads = async (grain: Question['grain'], period: string) => {
      const { cells } = await asked('inside-cost-per-inpatient', { from: to, to, grain, unit: 'county' })
      return cells.find((c) => c.period === period && c.unit.id === 'county')?.denominator
    }
    expect(await heads('rolling', to)).toBe(persons.settledIn['last12']!['county'])
    expect(await heads('year', '2026')).toBe(persons.settledIn['2026']!['county'])
  })
})

it('every settlement of a visit finds it by its number', async () => {
  const { institutions: all, insurance: paid } = county.truth
  const nodes = new Map((await county.house.record.organizations(id)).map((n) => [n.key, n]))
  const counts = await matchCounts(county.house.record.db, id, '2000-01-01', '2100-01-01')
  const inside = counts.filter(({ orgKey }) => nodes.get(orgKey)!.inside)
  const sum = (series: readonly number[]) => series.reduce((n, x) => n + x, 0)
  const expected = Object.entries(all).map(([code, { settlements }]) => [code, sum(settlements)] as const)
  const found = expected.map(([code]) => [
    code,
    sum(inside.flatMap((c) => (nodes.get(c.orgKey)!.code === code ? [Number(c.byNumber)] : []))),
  ])
  expect(found).toEqual(expected)
  expect(counts.filter((c) => Number(c.byPerson) + Number(c.unmatched) > 0)).toEqual([])
  expect(sum(counts.map((c) => Number(c.byNumber)))).toBe(sum(Object.values(paid).map((p) => sum(p.careSettlements))))
})

it("the office's head counts and monthly sums say the same as people and settlements", async () => {
  const { db } = county.house.record
  const heads = await db.query<{ day: string; township: string; n: number }>(
    `select day, township, sum(persons)::int as n from flat_population where county_id = $1 and kind = 'resident' group by 1, 2 order by 1, 2`,
    [id],
  )
  expect(new Set(heads.map((h) => h.day))).toEqual(new Set(['2024-12-31', '2025-12-31', county.truth.about.last]))
  for (const { day, township, n } of heads)
    expect([day, township, n]).toEqual([
      day,
      township,
      county.truth.townships[township]!.population[county.truth.months.indexOf(day.slice(0, 7))],
    ])
  const differing = await db.query(
    `with s as (select f.month, f.org_key, f.insurance, f.class, f.place, count(*) as n, sum(total_fen) as fen, coalesce(sum(fund_fen), 0) as fund, sum(coalesce(account_fen, 0) + coalesce(cash_fen, 0)) as own
        from flat_settlement f where f.county_id = $1 and f.org_key in (select org_key from flat_settlement_sum where county_id = $1) group by 1, 2, 3, 4, 5),
      m as (select month, org_key, insurance, class, place, sum(settled) as n, sum(total_fen) as fen, sum(fund_fen) as fund, sum(self_fen) as own
        from flat_settlement_sum where county_id = $1 group by 1, 2, 3, 4, 5)
     (select * from s except select * from m) union all (select * from m except select * from s)`,
    [id],
  )
  expect(differing).toEqual([])
})

describe('stocks, heads and figures', () => stocks(() => county))
