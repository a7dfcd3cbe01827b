import { afterAll, beforeAll, expect, it } from 'vitest'
import { matchCounts } from '../../src/record/settlements.ts'
import { measure } from '../../src/server/indicators.ts'
import { type Ask, asking } from '../truth/ask.ts'
import { type County, county as id, imported } from '../truth/county.ts'
import { monthOf, values } from '../truth/indicators.ts'
import { institutions, insurance, residence, type Said } from '../truth/said.ts'

let county: County
let ask: Ask
beforeAll(async () => {
  county = await imported(0)
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
  expect(Object.keys(rest).sort()).toEqual(Object.keys(parts).sort())
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

it.each(Object.keys(values))('the indicator %s divides the true sums', async (code) => {
  const { registry } = county.house
  const all = registry.capabilities.flatMap((c) => c.indicators.map((i) => [i, c.measures.find((m) => m.name === i.group)!] as const))
  const [indicator, group] = all.find(([i]) => i.code === code)!
  const { months } = county.truth
  const question = { from: months[0]!, to: months.at(-1)!, grain: 'month', unit: 'county' } as const
  const cells = (await measure(county.house, id, indicator, group, question)).filter((cell) => cell.unit.id === 'county')
  const told = new Map(cells.map((cell) => [cell.period, [cell.numerator, cell.denominator, cell.value] as const]))
  const scale = indicator.scale ?? 1
  for (const [i, month] of months.entries()) {
    const [n, d] = values[code]!(monthOf(county.truth, i))
    const value = d === undefined ? n * scale : d === 0 ? null : (n / d) * scale
    expect([month, told.get(month) ?? [0, d, d === undefined ? 0 : null]]).toEqual([month, [n, d, value]])
  }
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
  expect(new Set(heads.map((h) => h.day))).toEqual(new Set(['2025-12-31', county.truth.about.last]))
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
