import { afterAll, beforeAll, expect, it } from 'vitest'
import { line, visitHeader } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { Refusal } from '../kernel/grammar/refusal.ts'
import { UsageError } from './county.ts'
import { type IndicatorOptions, indicatorsText } from './indicators.ts'
import { sheetAs } from './sheet.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse(() => new Date('2026-04-02T02:00:00Z'))
  const rows = Array.from({ length: 60 }, (_, n) => line(n)) // January to March 2026, every tenth an emergency
  await importRows('visits', 'visits', [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })
}, 60_000)
afterAll(() => house.close())
const run = (code?: string, options: IndicatorOptions = {}) => indicatorsText(house, county, code, options)
const json = async (code?: string, options: IndicatorOptions = {}) =>
  JSON.parse(await run(code, { ...options, json: true })) as Record<string, unknown>[]

it('without a code lists every indicator with the newest value of the county', async () => {
  const all = await json()
  expect(all.length).toBeGreaterThan(20)
  expect(all.find(({ code }) => code === 'visits')).toEqual({
    code: 'visits',
    name: '就诊人次',
    period: '2026-03',
    value: 20,
    measure: 'count',
  })
  expect((await run()).split('\n').find((text) => text.startsWith('visits '))).toMatch(/^visits +就诊人次 +2026-03 +20 +count$/)
})

it('tells one indicator by period and unit, of one unit by its id or name', async () => {
  const quarter = await json('emergency-share', { grain: 'quarter', unit: 'county', from: '2026-01', to: '2026-03' })
  expect(quarter).toMatchObject([
    { period: '2026-Q1', unit: 'county', name: '全县', value: 10, numerator: 6, denominator: 60, partial: null },
  ])
  const asked = { grain: 'quarter', from: '2026-01', to: '2026-03' }
  expect((await json('visits', asked)).map(({ unit, value }) => [unit, value])).toEqual([
    ['qy-a', 45],
    ['qy-b', 15],
  ])
  expect(await json('visits', { ...asked, of: 'qy-b 卫生院' })).toMatchObject([{ unit: 'qy-b', value: 15 }])
})

it('lines columns up, Chinese characters two wide, numbers to the right', async () => {
  const text = await run('visits', { grain: 'quarter', unit: 'county', from: '2026-01', to: '2026-03' })
  const [head, row] = text.split('\n') as [string, string]
  const wide = (part: string) => [...part].reduce((n, c) => n + (/\p{Script=Han}/u.test(c) ? 2 : 1), 0)
  expect(row.startsWith('2026-Q1')).toBe(true)
  expect(wide(head.slice(0, head.indexOf('value') + 5))).toBe(wide(row.slice(0, row.indexOf('60') + 2)))
})

it('writes CSV that Excel reads: a mark of its encoding, CR LF, quotes where needed, no formulas', async () => {
  const csv = await run('emergency-share', { grain: 'quarter', unit: 'county', from: '2026-01', to: '2026-03', csv: true, bom: true })
  expect(csv.split('\r\n').slice(0, 2)).toEqual([
    '\ufeff期间 period,单位代码 unit,单位 name,值 value,分子 numerator,分母 denominator,上年同期 last year,上期 before,未满期 partial',
    '2026-Q1,county,全县,10,6,60,,,',
  ])
  const rows = [
    { name: '=1+1', value: -0.123456 },
    { name: '甲,"乙"', value: null },
  ]
  expect(sheetAs({ columns: { name: 'name', value: 'value' }, rows }, { csv: true })).toBe(
    `name,value\r\n'=1+1,-0.1235\r\n"甲,""乙""",\r\n`,
  )
})

it('says in words what is wrong with the command', async () => {
  await expect(run('emergency')).rejects.toThrow(/no such indicator: emergency\n {2}emergency-visits/)
  await expect(run('visits', { of: 'nowhere' })).rejects.toThrow(/no number of this unit: nowhere\nqy-a/)
  await expect(run('visits', { csv: true, json: true })).rejects.toThrow(UsageError)
  await expect(run('visits', { bom: true })).rejects.toThrow(UsageError)
  await expect(run('visits', { variant: 'other' })).rejects.toThrow(/no such reading: other/)
  await expect(run('visits', { unit: 'prefecture' })).rejects.toThrow(/organization, township, county/)
  for (const wrong of [{ grain: 'week' }, { from: '2026-13' }, { from: '2026-03', to: '2026-01' }])
    await expect(run('visits', wrong)).rejects.toBeInstanceOf(Refusal)
})
