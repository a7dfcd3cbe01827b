import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { daysOf } from '../kernel/perform/days.ts'
import { dayStocks, daySums, newestOf } from './day-sums.ts'

let house: TestHouse
/** Rows as a view writes them: enough columns to be counted. */
const visits = [
  // day, local time as UTC, institution, class, state
  ...['2026-03-01', '2026-03-01', '2026-03-02', '2026-03-31'].map((day) => [day, 1, 'AMB', 'finished'] as const),
  ...[['2026-03-01', 2, 'EMER', 'finished'] as const, ['2026-03-02', 2, 'AMB', 'cancelled'] as const],
  ...[['2025-03-01', 1, 'EMER', 'finished'] as const, ['2026-04-01', 1, 'AMB', 'finished'] as const],
]
beforeAll(async () => {
  house = await testHouse(() => new Date('2026-04-02T01:00:00Z'))
  const nodes = await house.record.organizations(county)
  const keys = nodes.filter(({ level }) => level === 'institution').map(({ key }) => key)
  for (const [i, [day, org, kind, state]] of visits.entries())
    await house.record.db.query(
      `insert into flat_visit (county_id, id, row_no, org_key, at, day, month, class, state) values ($1, $2, 0, $3, $4::date, $4::date, date_trunc('month', $4::date)::date, $5, $6)`,
      [county, `v${i}`, keys[org - 1], day, kind, state],
    )
  for (const [id, admitted, day] of [
    ['s1', '2026-03-01', '2026-03-03'],
    ['s2', '2026-03-02', '2026-03-02'],
    ['s3', '2026-03-02', null],
  ])
    await house.record.db.query(
      `insert into flat_admission (county_id, id, row_no, org_key, at, day, month, admitted, state)
       values ($1, $2, 0, $3, $4::date, $4::date, date_trunc('month', $4::date)::date, $5::timestamptz, 'finished')`,
      [county, id, keys[0], day, `${admitted}T02:00:00+08:00`],
    )
}, 60_000)
afterAll(() => house?.close())

const group = () => house.registry.capabilities.flatMap((c) => c.measures).find(({ name }) => name === 'visits')!

it('the sums of days are the rows counted by hand, by institution, across months and years, without what was cancelled', async () => {
  const spans = [
    { from: '2026-03-01', to: '2026-03-31' },
    { from: '2025-03-01', to: '2025-03-01' },
  ]
  const rows = await daySums(house.record.db, county, group(), ['count', 'emergency'], spans)
  const byDay = new Map<string, number[]>()
  for (const { day, parts } of rows)
    byDay.set(
      day,
      (byDay.get(day) ?? [0, 0]).map((n, i) => n + parts[i]!),
    )
  expect(Object.fromEntries([...byDay].sort())).toEqual({
    '2025-03-01': [1, 1],
    '2026-03-01': [3, 1],
    '2026-03-02': [1, 0],
    '2026-03-31': [1, 0],
  })
  expect(rows.filter(({ day }) => day === '2026-03-01')).toHaveLength(2)
})

it('indicators by days sum parts, divide sums, and tell an institution apart; an expression over earlier months is none of days', async () => {
  const share = { numerator: 'visits.emergency', denominator: 'visits.count', scale: 100 }
  const days = await daysOf(house, county, [share], [{ from: '2026-03-01', to: '2026-03-31' }])
  expect(days.of(share, '2026-03-01', '2026-03-31')).toEqual({ value: 20, numerator: 1, denominator: 5 })
  expect(days.of(share, '2026-03-05', '2026-03-06')).toEqual({ value: null, numerator: 0, denominator: 0 })
  const own = days.institutions(share).map(({ id }) => days.of(share, '2026-03-01', '2026-03-31', id)?.denominator)
  expect(own.sort()).toEqual([1, 4])
  expect(days.of({ numerator: 'prev(visits.count)' }, '2026-03-01', '2026-03-02')).toBeUndefined()
})

it('who lay in hospital on a day: came by it and had not left on it; who has not left at all still lies there', async () => {
  const inpatients = {
    ...{ name: 'in', kind: 'stock' as const, view: 'admission', until: 'f.day' },
    parts: { count: { from: `(f.admitted at time zone 'Asia/Shanghai')::date` } },
  }
  const rows = await dayStocks(house.record.db, county, inpatients, ['count'], ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'])
  expect(rows.map(({ day, parts }) => [day, parts[0]]).sort()).toEqual([
    ['2026-02-28', 0],
    ['2026-03-01', 1],
    ['2026-03-02', 2],
    ['2026-03-03', 1],
  ])
  expect(() => daySums(house.record.db, county, inpatients, ['count'], [])).toThrow('no flow')
})

it('the newest day is of what has happened, not of what a file puts into the future', async () => {
  const views = [
    { name: 'visit', resource: 'Encounter' },
    { name: 'admission', resource: 'Encounter' },
  ]
  const newest = async (county: number, today: string) =>
    [...(await newestOf(house.record.db, county, views, today))].map(([view, { day }]) => [view, day])
  expect(await newest(county, '2026-04-02')).toEqual([
    ['visit', '2026-04-01'],
    ['admission', '2026-03-03'],
  ])
  expect(await newest(county, '2026-03-31')).toContainEqual(['visit', '2026-03-31'])
  expect(await newest(1, '2026-03-31')).toContainEqual(['visit', null])
  expect(await newestOf(house.record.db, county, [], '2026-03-31')).toEqual(new Map())
})
