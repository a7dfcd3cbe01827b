import { afterAll, beforeAll, expect, it } from 'vitest'
import { importFile } from '../../src/adapters/files/import.ts'
import type { AnyKind } from '../../src/adapters/files/kind.ts'
import { kinds } from '../../src/adapters/files/kinds/index.ts'
import { indicators as chronicIndicators } from '../../src/capabilities/chronic/indicators.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { numbers } from '../../src/kernel/perform/numbers.ts'
import { divisionsOf, ensureDivisions } from '../../src/record/divisions.ts'
import { identityConflicts } from '../../src/record/identity.ts'
import { refreshResidents } from '../../src/record/residents.ts'
import { undoBatch } from '../../src/record/undo.ts'
import { folder } from '../files.ts'
import { county, type TestHouse, testHouse } from '../house.ts'

const files = folder()
let house: TestHouse
beforeAll(async () => {
  house = await testHouse(() => new Date('2026-06-30T04:00:00Z'))
  await ensureDivisions(house.record.db, county, [
    { code: '141099100', name: '清河镇' },
    { code: '141099100200', name: '李家庄村' },
    { code: '141099101', name: '南岭镇' },
    { code: '141099109', name: '老乡', to: '2021-12-31' },
  ])
})
afterAll(async () => {
  await house.close()
  files.remove()
})

type Line = Readonly<Record<string, string>>
const kindNamed = (name: string) => kinds.find((kind) => kind.name === name) as AnyKind
let made = 0
/** Writes a file of a kind and imports it. */
function load(name: string, lines: readonly Line[]) {
  const header = [...new Set(lines.flatMap((line) => Object.keys(line)))]
  const text = [header, ...lines.map((line) => header.map((column) => line[column] ?? ''))].map((cells) => `${cells.join(',')}\n`).join('')
  return importFile(files.file(`${name}-${++made}.csv`, text), { record: house.record, county, kind: kindNamed(name), actor: 'tester' })
}
const card = (n: number) => makeIdCard('141099', `19${40 + (n % 40)}-03-08`, n * 2)
const person = (n: number) => ({ 证件号码: card(n), 姓名: `单${n}` })
const resident = (n: number, change: Line = {}): Line => ({
  登记机构代码: 'QY0000038',
  ...person(n),
  乡镇代码: n % 2 ? '141099100' : '141099101',
  常住: '是',
  户籍: '否',
  ...change,
})
const dim = async () => {
  await refreshResidents(house.record.db, county)
  return house.record.db.query<{ township: string; n: number; dead: number }>(
    `select township, count(*)::int as n, count(died)::int as dead from resident_dim where county_id = $1 group by 1 order by 1`,
    [county],
  )
}
const everybody = Array.from({ length: 40 }, (_, n) => resident(n))

it('residents and deaths make the dimension, again changes nothing, undoing takes it back', async () => {
  const first = await load('residents', [...everybody, resident(3, { 姓名: '后来的' }), resident(50, { 乡镇代码: '141099777' })])
  expect(first).toMatchObject({ rows: 42, taken: 40, refused: 2, state: 'done' })
  const full = [
    { township: '141099100', n: 20, dead: 0 },
    { township: '141099101', n: 20, dead: 0 },
  ]
  expect(await dim()).toEqual(full)
  expect(await load('residents', everybody)).toMatchObject({ taken: 0, changed: 0, skipped: 40 })
  const death = { 报告卡号: 'SW1', 报告机构代码: 'QY000002X', ...person(2), 死亡时间: '2026-05-05 08:30', 根本死因编码: 'I63.900' }
  const dead = await load('deaths', [death, { ...death, 报告卡号: 'SW2', ...person(77) }])
  expect(dead).toMatchObject({ taken: 4, refused: 0 })
  expect((await dim()).map((row) => row.dead)).toEqual([0, 1])
  const moved = await load('residents', [resident(5, { 登记机构代码: 'QY000002X', 乡镇代码: '141099101', 迁入日期: '2025-01-01' })])
  expect((await dim()).map((row) => row.n)).toEqual([20, 21])
  for (const { batch } of [moved, dead]) await undoBatch(house.record, county, batch, { actor: 'tester', now: '2026-06-30T05:00:00Z' })
  expect(await dim()).toEqual(full)
})

it('a corrected row is a new version, and moves its person', async () => {
  expect(await load('residents', [...everybody.slice(0, 7), resident(7, { 乡镇代码: '141099101' }), ...everybody.slice(8)])).toMatchObject({
    changed: 1,
    skipped: 39,
  })
  expect((await dim()).map((row) => row.n)).toEqual([19, 21])
})

it('two names for one number go in and are listed', async () => {
  await load('residents', [resident(9, { 登记机构代码: 'QY000002X', 姓名: '别人' })])
  const found = await identityConflicts(house.record.db, county, ['number', 'person'])
  expect(found.map(({ why, people }) => [why, people.map(({ name }) => name).sort()])).toEqual([['number', ['别人', '单9'].sort()]])
})

it('a count of the people has its rows, a township that is no more too', async () => {
  const head = { 截止日期: '2025-12-31', 年龄组: '60-64', 常住人口: '120', 户籍人口: '130' }
  const lines = ['141099100', '141099101', '141099109'].flatMap((乡镇代码) => ['男', '女'].map((性别) => ({ ...head, 乡镇代码, 性别 })))
  expect(await load('population', [...lines, { ...head, 乡镇代码: '141099102', 性别: '男' }])).toMatchObject({ taken: 12, refused: 1 })
  const rows = await house.record.db.query(
    'select kind, sum(persons)::int as n from flat_population where county_id = $1 group by 1 order by 1',
    [county],
  )
  expect(rows).toEqual([
    { kind: 'registered', n: 780 },
    { kind: 'resident', n: 720 },
  ])
  expect((await divisionsOf(house.record.db, county)).find((d) => d.to)).toEqual({ code: '141099109', name: '老乡', to: '2021-12-31' })
})

it('registers and follow-ups are counted by disease, and the follow-up finds its register', async () => {
  const entry = (n: number, 病种: string): Line => ({ 档案号: `D${n}`, 机构代码: 'QY0000038', ...person(n), 病种 })
  const registers = [1, 2, 3].map((n) => ({ ...entry(n, '高血压'), 建档日期: '2024-03-08', 管理状态: '在管' }))
  const followUps = [1, 2, 3, 4].map((n) => ({
    ...entry(n, n === 4 ? '2型糖尿病' : '高血压'),
    随访号: `SF${n}`,
    随访日期: '2026-05-05',
    收缩压: '130',
    舒张压: n === 3 ? '131' : '80',
    随访分类: n === 1 ? '控制满意' : '控制不满意',
  }))
  expect(await load('follow-ups', followUps)).toMatchObject({ taken: 6, refused: 1 })
  expect(await load('chronic-registers', registers)).toMatchObject({ taken: 4, skipped: 2 })
  const { db } = house.record
  const joined = await db.query(
    `select f.number from flat_follow_up f join flat_chronic_register r on r.county_id = f.county_id and r.id = f.register
     where f.county_id = $1 and r.patient_id = f.patient_id order by 1`,
    [county],
  )
  expect(joined).toEqual([{ number: 'SF1' }, { number: 'SF2' }])
  const value = async (code: string) => {
    const indicator = chronicIndicators.find((one) => one.code === code)!
    const question = { from: '2026-05', to: '2026-05', grain: 'month', unit: 'county' } as const
    return (await numbers(house, county, indicator, question))[0]?.value
  }
  expect([await value('follow-ups'), await value('htn-follow-ups'), await value('htn-follow-up-control')]).toEqual([3, 2, 50])
  expect(await value('dm-follow-up-control')).toBe(0)
})
