import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { importFile } from '../../adapters/files/import.ts'
import type { AnyKind } from '../../adapters/files/kind.ts'
import { kinds } from '../../adapters/files/kinds/index.ts'
import { toFhir } from '../../capabilities/organisations/organization/fhir.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import { ensureDivisions } from '../../record/divisions.ts'
import type { Indicator } from '../grammar/measure.ts'
import { library } from './library.ts'
import { numbers, type Question } from './numbers.ts'

// A county small enough to count on paper. Six people, A to F; a hospital, two township centres of which the first was merged into the second in mid-2025, and a hospital beyond the county.
const files = folder()
let house: TestHouse
beforeAll(async () => {
  house = await testHouse(() => new Date('2026-02-20T04:00:00Z'))
  await ensureDivisions(house.record.db, county, [
    { code: '141099100', name: '清河镇' },
    { code: '141099101', name: '南岭镇' },
  ])
  const active = { state: 'active', level: 'institution', from: '2020-01-01', successors: [] as string[] } as const
  const organizations = [
    { ...active, id: 'xian', code: 'QY0000999', name: '清源县', level: 'county' as const, parent: 'shi' },
    { ...active, id: 'shi', code: 'LC0000999', name: '岚川市', level: 'prefecture' as const },
    { ...active, id: 'h', code: 'QY000H', name: '县医院', type: 'A100', township: '141099100', parent: 'xian' },
    {
      ...active,
      id: 't1',
      code: 'QY000T1',
      name: '清河卫生院',
      type: 'C220',
      township: '141099100',
      parent: 'xian',
      to: '2025-06-30',
      successors: ['t2'],
    },
    { ...active, id: 't2', code: 'QY000T2', name: '南岭卫生院', type: 'C220', township: '141099101', parent: 'xian' },
    { ...active, id: 'out', code: 'LC000H', name: '市医院', type: 'A100', parent: 'shi' },
  ]
  const audit = { at: '2026-01-01T00:00:00Z', actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const documents = organizations
    .flatMap((o) => toFhir(o))
    .map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await house.record.write({ county, origin: 'import', audit, documents })
})
afterAll(async () => {
  await house.close()
  files.remove()
})

type Line = Readonly<Record<string, string>>
let made = 0
async function load(name: string, lines: readonly Line[]) {
  const header = [...new Set(lines.flatMap((line) => Object.keys(line)))]
  const text = [header, ...lines.map((line) => header.map((column) => line[column] ?? ''))].map((cells) => `${cells.join(',')}\n`).join('')
  const kind = kinds.find((k) => k.name === name) as AnyKind
  const done = await importFile(files.file(`${name}-${++made}.csv`, text), { record: house.record, county, kind, actor: 'tester' })
  return done
}
const card = (who: string) => makeIdCard('141099', '1956-03-08', 'ABCDEF'.indexOf(who) * 2 + 1)
const codes = { h: 'QY000H', t1: 'QY000T1', t2: 'QY000T2', out: 'LC000H' } as const
let visitsMade = 0
const visit = (who: string, where: keyof typeof codes, day: string, change: Line = {}): Line => ({
  就诊号: `V${++visitsMade}`,
  机构代码: codes[where],
  证件号码: card(who),
  姓名: `单${who}`,
  就诊时间: `${day} 09:00`,
  就诊类别: '门诊',
  科室: '全科',
  诊断编码: 'I10.x00',
  总费用: '100.00',
  ...change,
})
const resident = (who: string, township: string, change: Line = {}): Line => ({
  登记机构代码: codes.h,
  证件号码: card(who),
  姓名: `单${who}`,
  乡镇代码: township,
  常住: '是',
  户籍: '是',
  ...change,
})
const indicator = (numerator: string, more: Partial<Indicator> = {}): Indicator => ({
  code: 'test',
  text: ['测试', 'test'],
  definition: ['测试', 'test'],
  theme: 'local',
  numerator,
  unit: 'count',
  better: 'neither',
  source: 'test',
  from: '2020-01-01',
  ...more,
})
const ask = async (what: Indicator, question: Partial<Question> = {}) => {
  const cells = await numbers(house, county, what, { from: '2025-01', to: '2025-12', grain: 'year', unit: 'county', ...question })
  return Object.fromEntries(cells.filter((c) => !c.unit.outside).map((c) => [`${c.period} ${c.unit.id}`, c.value]))
}
const visits = indicator('visits.count')

describe('a county counted on paper', () => {
  it('by institution, by the structure of the period and of today, by where institutions lie, and in all', async () => {
    const lines = [
      visit('A', 'h', '2025-03-05'),
      visit('A', 'h', '2025-03-06'),
      visit('A', 't1', '2025-05-01'),
      visit('A', 't2', '2025-08-01'),
      visit('B', 't2', '2025-08-02'),
      visit('B', 't2', '2025-09-30'),
    ]
    expect(await load('visits', lines)).toMatchObject({ refused: 0 })
    expect(await ask(visits, { unit: 'organization' })).toEqual({ '2025 h': 2, '2025 t1': 1, '2025 t2': 3 })
    expect(await ask(visits, { unit: 'organization', structure: 'today' })).toEqual({ '2025 h': 2, '2025 t2': 4 })
    expect(await ask(visits, { unit: 'township' })).toEqual({ '2025 141099100': 3, '2025 141099101': 3 })
    expect(await ask(visits)).toEqual({ '2025 county': 6 })
    const townships = await numbers(house, county, visits, { from: '2025-01', to: '2025-12', grain: 'year', unit: 'township' })
    expect(townships.map(({ unit }) => unit.name)).toEqual(['清河镇', '南岭镇'])
  })
  it('a share divides sums: four of six visits went to primary institutions, though the mean of the quarters is another', async () => {
    const primary = indicator('visits.count@primary', { denominator: 'visits.count', scale: 100 })
    expect(await ask(primary)).toEqual({ '2025 county': (4 / 6) * 100 })
    expect(await ask(primary, { grain: 'quarter' })).toEqual({ '2025-Q1 county': 0, '2025-Q2 county': 100, '2025-Q3 county': 100 })
  })
  it('nothing divided by nothing is no number, and a month that nobody reported has none', async () => {
    const cost = indicator('visits.fen', { denominator: 'visits.emergency' })
    expect(await ask(cost)).toEqual({ '2025 county': null })
    expect(await ask(visits, { grain: 'month', from: '2025-03', to: '2025-06' })).toEqual({ '2025-03 county': 2, '2025-05 county': 1 })
  })
  it('the same months a year before and the period before stand beside it', async () => {
    await load('visits', [
      visit('C', 'h', '2024-03-05'),
      visit('C', 'h', '2026-01-05'),
      visit('C', 'h', '2025-01-07'),
      visit('C', 'h', '2025-02-07'),
    ])
    const [march] = await numbers(house, county, visits, { from: '2025-03', to: '2025-03', grain: 'month', unit: 'county' })
    expect(march).toMatchObject({ value: 2, lastYear: 1, before: 1 })
    const [year] = await numbers(house, county, visits, { from: '2026-01', to: '2026-12', grain: 'year', unit: 'county' })
    expect(year, 'two months of this year beside the same two of the last').toMatchObject({
      period: '2026',
      value: 1,
      lastYear: 2,
      before: 2,
      partial: true,
    })
    const growth = indicator('visits.count', { formula: 'visits.count / prev(visits.count) - 1', scale: 100 })
    expect(await ask(growth, { from: '2026-01', to: '2026-02' })).toEqual({ '2026 county': -50 })
    expect(await ask(visits, { grain: 'rolling', from: '2026-01', to: '2026-01' })).toEqual({ '2026-01 county': 8 })
  })
  it('a future date is refused', async () => {
    expect(await load('visits', [visit('C', 'h', '2027-03-05')])).toMatchObject({ refused: 1 })
  })
  it('a corrected record is right at the next read', async () => {
    const fen = indicator('visits.fen', { scale: 0.01 })
    expect(await ask(fen, { from: '2025-03', to: '2025-03', grain: 'month' })).toEqual({ '2025-03 county': 200 })
    await load('visits', [visit('A', 'h', '2025-03-05', { 就诊号: 'V1', 总费用: '150.50' })])
    expect(await ask(fen, { from: '2025-03', to: '2025-03', grain: 'month' })).toEqual({ '2025-03 county': 250.5 })
    await load('visits', [visit('A', 'h', '2025-04-05', { 就诊号: 'V1', 总费用: '150.50' })])
    expect(await ask(fen, { from: '2025-03', to: '2025-04', grain: 'month' })).toEqual({ '2025-03 county': 100, '2025-04 county': 150.5 })
  })
})

describe('people', () => {
  const byTownship = { unit: 'township' } as const
  const residents = indicator('residents.count')
  it('who moves counts where he lived on the day; who lives nowhere known counts nowhere, but among all visits', async () => {
    await load('residents', [
      resident('A', '141099100', { 迁出日期: '2025-05-31' }),
      resident('B', '141099101', { 登记机构代码: codes.t2 }),
    ])
    await load('residents', [resident('A', '141099101', { 登记机构代码: codes.t2, 迁入日期: '2025-06-01' })])
    const lived = indicator('visits.count', { by: 'residence' })
    // A: in April, March and May from the first township, in August from the second; B twice from the second; C is in no register
    expect(await ask(lived, byTownship)).toEqual({ '2025 141099100': 3, '2025 141099101': 3 })
    expect(await ask(lived)).toEqual({ '2025 county': 6 })
    expect(await ask(visits)).toEqual({ '2025 county': 8 })
    const question = { ...byTownship, grain: 'month', from: '2025-05', to: '2025-06' } as const
    expect(await ask(residents, question)).toEqual({ '2025-05 141099100': 1, '2025-05 141099101': 1, '2025-06 141099101': 2 })
  })
  it('who dies is in the population to the end of the month before', async () => {
    await load('residents', [resident('D', '141099100')])
    expect(await ask(residents, { ...byTownship, grain: 'month', from: '2025-09', to: '2025-11' })).toMatchObject({
      '2025-10 141099100': 1,
    })
    const died = await load('deaths', [
      {
        报告卡号: 'SW1',
        报告机构代码: codes.h,
        证件号码: card('D'),
        姓名: '单D',
        性别: '男',
        死亡时间: '2025-10-10 08:30',
        死亡地点: '家中',
        根本死因编码: 'I63.900',
        乡镇代码: '141099100',
      },
    ])
    expect(died.refused).toBe(0)
    expect(await ask(residents, { ...byTownship, grain: 'month', from: '2025-09', to: '2025-11' })).toEqual({
      '2025-09 141099100': 1,
      '2025-09 141099101': 2,
      '2025-10 141099101': 2,
      '2025-11 141099101': 2,
    })
  })
  it('who is merged with another counts once, in every period, and twice again when they are parted', async () => {
    const settlement = (who: string, number: string, day: string, where: keyof typeof codes = 'h'): Line => ({
      结算号: number,
      机构代码: codes[where],
      证件号码: card(who),
      姓名: `单${who}`,
      险种: '城乡居民',
      就医类别: '住院',
      就医地: where === 'out' ? '市内县外' : '县内',
      入院时间: `${day} 08:30`,
      出院时间: `${day} 10:00`,
      结算时间: `${day} 10:30`,
      诊断编码: 'I63.900',
      总费用: '1000.00',
      统筹基金支付: '600.00',
      个人现金支付: '400.00',
    })
    expect(
      await load('settlements', [
        settlement('E', 'S1', '2025-01-10'),
        settlement('E', 'S2', '2025-11-10'),
        settlement('F', 'S3', '2025-02-10'),
        settlement('A', 'S4', '2025-02-11', 'out'),
      ]),
    ).toMatchObject({ refused: 0 })
    const persons = indicator('insured-inpatients.persons')
    const quarters = { '2025-Q1 county': 2, '2025-Q4 county': 1 }
    expect(await ask(persons)).toEqual({ '2025 county': 2 })
    expect(await ask(persons, { grain: 'quarter' })).toEqual(quarters)
    const [e, f] = await Promise.all(
      ['E', 'F'].map(async (who) => {
        const [row] = await house.record.db.query<{ patient_id: string; person_id: string }>(
          `select n.patient_id, p.person_id from person_name n join person p on p.county_id = n.county_id and p.patient_id = n.patient_id where n.county_id = $1 and n.name = $2`,
          [county, `单${who}`],
        )
        return row!
      }),
    )
    const merged = await house.do('identity.merge', { a: e!.patient_id, b: f!.person_id, reason: '同一人' })
    expect(merged.case).toMatchObject({ moved: [{ patient: f!.patient_id, from: f!.person_id, person: e!.person_id }] })
    expect(await ask(persons)).toEqual({ '2025 county': 1 })
    expect(await ask(persons, { grain: 'quarter' })).toEqual({ '2025-Q1 county': 1, '2025-Q4 county': 1 })
    await house.do('identity.undo', { reason: '认错人' }, { id: merged.id })
    expect(await ask(persons, { grain: 'quarter' })).toEqual(quarters)
    await house.do('identity.merge', { a: e!.patient_id, b: f!.patient_id, reason: '还是同一人' })
    await house.do('identity.part', { patients: [f!.patient_id], reason: '不是' })
    expect(await ask(persons)).toEqual({ '2025 county': 2 })
  })
  it('what the insured spend beyond the county is part of the county’s figure', async () => {
    expect(await ask(indicator('settlements.fund', { scale: 0.01 }))).toEqual({ '2025 county': 2400 })
    expect(await ask(indicator('settlements.fund@inside', { denominator: 'settlements.fund', scale: 100 }))).toEqual({ '2025 county': 75 })
  })
})

it('every indicator of the house is told for every unit and grain without an error', async () => {
  const { indicators } = await library(house, county)
  for (const grain of ['month', 'quarter', 'year', 'rolling'] as const)
    for (const unit of ['organization', 'township', 'county'] as const)
      for (const one of indicators.values())
        for (const cell of await numbers(house, county, one, { from: '2025-01', to: '2026-02', grain, unit }))
          expect([one.code, cell.value === null || Number.isFinite(cell.value)]).toEqual([one.code, true])
}, 120_000)
