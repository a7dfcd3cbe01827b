import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, type Door, openDoor, password, refusalOf, send, signIn } from '../../test/door.ts'
import { visitHeader } from '../../test/files.ts'
import { county, institutions, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { residents } from '../adapters/files/kinds/residents.ts'
import { settlements } from '../adapters/files/kinds/settlements.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { ensureDivisions } from '../record/divisions.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { registerExplain } from './explain.ts'

const now = new Date('2026-06-15T02:00:00Z')
let house: TestHouse
let door: Door
const cookies: Record<string, string> = {}
const card = (n: number) => makeIdCard('141099', `19${50 + (n % 40)}-03-08`, n * 2)
const load = (kind: typeof visits | typeof settlements | typeof residents, rows: string[][]) =>
  importRows(kind.name, kind.name, rows, { record: house.record, county, kind, actor: 'tester' })

let number = 0
/** So many visits of different persons, to an institution in a month for a disease. */
const seen = (org: keyof typeof institutions, month: string, diagnosis: string, n: number) =>
  Array.from({ length: n }, () => {
    const row: Record<string, string> = {
      就诊号: `MZ${++number}`,
      机构代码: institutions[org],
      证件号码: card(number),
      姓名: `单${number}`,
    }
    Object.assign(row, { 就诊时间: `${month}-05 09:00`, 就诊类别: '门诊', 科室: '全科', 诊断编码: diagnosis, 总费用: '10' })
    return visitHeader.map((column) => row[column] ?? '')
  })
const settled = [
  '结算号',
  '机构代码',
  '机构名称',
  '就医地',
  '证件号码',
  '姓名',
  '险种',
  '就医类别',
  '入院时间',
  '出院时间',
  '结算时间',
  '诊断编码',
  '总费用',
]
const outside = ['P0001', '省人民医院', '省内市外']
const inside = [institutions['qy-b'], '', '县内']
/** Stays of the persons 1 … n. */
const stays = (where: string[], month: string, diagnosis: string, persons: readonly number[]) =>
  persons.map((n) => [
    `JS${++number}`,
    ...where,
    card(n),
    `单${n}`,
    '城乡居民',
    '住院',
    `${month}-01`,
    `${month}-04`,
    `${month}-05`,
    diagnosis,
    '900',
  ])
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

beforeAll(async () => {
  house = await testHouse(() => now)
  door = await openDoor(
    house.record.db,
    () => now,
    (app) => registerExplain(app, house),
  )
  await ensureRoles(house.record.db, county)
  for (const role of ['chief', 'supervisor', 'dispatcher']) {
    const account = { login: role, name: role, grants: [{ organization: 'qy-a', role }], password, mustChange: false }
    await createAccount(house.record.db, county, account, now)
    cookies[role] = cookieOf(await signIn(door, role))
  }
  await ensureDivisions(house.record.db, county, [
    { code: '141099100', name: '清河镇' },
    { code: '141099101', name: '南岭镇' },
  ])
  const register = upTo(20).map((n) => [institutions['qy-b'], card(n), `单${n}`, n % 2 ? '141099100' : '141099101', '是', '是', '城乡居民'])
  const head = ['登记机构代码', '证件号码', '姓名', '乡镇代码', '常住', '户籍', '险种']
  expect(await load(residents, [head, ...register])).toMatchObject({ refused: 0 })
  // a year before: 6 + 2 at a, 4 at b; now: 3 + 2 at a, 5 + 6 at b
  const visited = [
    ...seen('qy-a', '2025-03', 'I10.x00', 6),
    ...seen('qy-a', '2025-03', 'J18.900', 2),
    ...seen('qy-b', '2025-03', 'I10.x00', 4),
    ...seen('qy-a', '2026-03', 'I10.x00', 3),
    ...seen('qy-a', '2026-03', 'J18.900', 2),
    ...seen('qy-b', '2026-03', 'I10.x00', 5),
    ...seen('qy-b', '2026-03', 'J18.900', 6),
  ]
  expect(await load(visits, [visitHeader, ...visited])).toMatchObject({ refused: 0 })
  const stayed = [
    ...stays(inside, '2025-03', 'I63.900', upTo(6)),
    ...stays(outside, '2025-03', 'C34.900', [7, 8]),
    ...stays(inside, '2026-03', 'I63.900', upTo(4)),
    ...stays(outside, '2026-03', 'I63.900', [5, 6]),
    ...stays(outside, '2026-03', 'C34.900', [7, 8, 9, 10]),
  ]
  expect(await load(settlements, [settled, ...stayed])).toMatchObject({ refused: 0 })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})

type Sides = { n: number; d: number }
type Told = {
  from: { value: number | null }
  to: { value: number | null }
  change: number | null
  dims: { dim: string; members: { id: string; name: string; before: Sides; now: Sides; contribution: number }[] }[]
  parts?: { text: [string, string]; before: number; now: number }[]
  sentence: [string, string]
}
const ask = async (code: string, query: Record<string, string>, login = 'chief') => {
  const search = new URLSearchParams({ period: '2026-03', unit: 'county', ...query })
  const answer = await send(door, 'GET', `/api/indicators/${code}/explain?${search}`, { cookie: cookies[login]! })
  return { answer, told: answer.json<Told>() }
}
const contributions = (told: Told, dim: string) =>
  Object.fromEntries(told.dims.find((one) => one.dim === dim)?.members.map((m) => [m.id, Number(m.contribution.toFixed(6))]) ?? [])

it('a count: differences by institution and disease, which sum to the change', async () => {
  const { told } = await ask('visits', {})
  expect([told.from.value, told.to.value, told.change]).toEqual([12, 16, 4])
  expect(contributions(told, 'organization')).toEqual({ 'qy-b': 7, 'qy-a': -3 })
  expect(contributions(told, 'disease')).toEqual({ J18: 6, I10: -2 })
  for (const { members } of told.dims) expect(members.reduce((sum, m) => sum + m.contribution, 0)).toBeCloseTo(4, 9)
  expect(told.sentence).toEqual([
    '比上年同期上升 4（12 → 16）：qy-b 卫生院增加 7；J18 肺炎增加 6。',
    'Up 4 from a year before (12 → 16): qy-b 卫生院 +7; J18 肺炎 +6.',
  ])
})

it('a ratio: what each brought to the change of the whole', async () => {
  const { told } = await ask('inside-admissions-share', {})
  // 6 of 8 = 75 % before, 4 of 10 = 40 % now
  expect(told).toMatchObject({ from: { value: 75 }, to: { value: 40 }, change: -35 })
  // inside: (4 − 6 − 0.75 (4 − 6)) ÷ 10; outside: (0 − 0.75 (6 − 2)) ÷ 10
  const away = (await house.record.organizations(county)).find((n) => n.name === '省人民医院')!.id
  expect(contributions(told, 'organization')).toEqual({ [away]: -30, 'qy-b': -5 })
  // I63: 6 of 6 before, 4 of 6 now; C34: 0 of 2 and 0 of 4
  expect(contributions(told, 'disease')).toEqual({ I63: -20, C34: -15 })
  // odd persons: 3 of 4 before (1 3 5 | 7), 2 of 5 now (1 3 | 5 7 9); even ones: 3 of 4 (2 4 6 | 8), 2 of 5
  expect(contributions(told, 'township')).toEqual({ '141099100': -17.5, '141099101': -17.5 })
  expect(told.sentence[0]).toContain(
    '比上年同期下降 35.0 个百分点（75.0% → 40.0%）：省人民医院贡献 −30.0（自身 0.0% → 0.0%）；I63 脑梗死贡献 −20.0',
  )
})

it('of an institution, the dimensions that it has', async () => {
  const { told } = await ask('visits', { unit: 'organization', of: 'qy-a' })
  expect(told.change).toBe(-3)
  expect(told.dims.map(({ dim }) => dim)).not.toContain('organization')
  expect(contributions(told, 'disease')).toEqual({ I10: -3, J18: 0 })
})

it('by residence: a township’s number by institutions and diseases, over people who belong to no institution', async () => {
  const { told } = await ask('away-admissions-per-1000', { unit: 'township', of: '141099100' })
  // ten insured live there; of the odd persons one left before (7), three now (5, 7, 9)
  expect(told).toMatchObject({ from: { value: 100 }, to: { value: 300 }, change: 200 })
  const [away] = Object.keys(contributions(told, 'organization'))
  expect((await house.record.organizations(county)).find((n) => n.id === away)?.name).toBe('省人民医院')
  expect(contributions(told, 'organization')).toEqual({ [away!]: 200, '': 0 })
  expect(contributions(told, 'disease')).toEqual({ C34: 100, I63: 100, '': 0 })
  const county2 = (await ask('away-admissions-per-1000', {})).told
  expect(contributions(county2, 'township')).toEqual({ '141099100': 100, '141099101': 100 })
})

it('a person counted once, or a formula, is told by its parts and not taken apart', async () => {
  const persons = (await ask('inside-cost-per-inpatient', {})).told
  expect(persons.dims).toEqual([])
  expect(persons.parts!.map(({ before, now }) => [before, now])).toEqual([
    [540_000, 360_000],
    [6, 4],
  ])
  expect(persons.sentence[0]).toContain('按人去重，同一人可在几处，不能逐个相加；其组成：')
  const growth = (await ask('key-diseases-away-change', {})).told
  expect([growth.dims, growth.sentence[0].includes('不是简单的和或比') || growth.change === null]).toEqual([[], true])
})

it('another period, no value, an unknown period or reading', async () => {
  expect((await ask('visits', { against: 'before' })).told).toMatchObject({ from: { value: null }, to: { value: 16 }, change: null })
  expect((await ask('visits', { period: '2026', grain: 'year' })).told).toMatchObject({ from: { value: 12 }, to: { value: 16 } })
  expect((await ask('visits', { period: '2026-03', grain: 'rolling' })).told).toMatchObject({ from: { value: 12 }, to: { value: 16 } })
  expect(refusalOf((await ask('visits', { period: '2026-Q9', grain: 'quarter' })).answer).kind).toBe('invalid')
  expect((await ask('nothing', {})).answer.statusCode).toBe(404)
  expect((await ask('visits', { variant: 'nothing' })).answer.statusCode).toBe(404)
  expect((await ask('visits', {}, 'dispatcher')).answer.statusCode).toBe(403)
})

it('who may not see persons is shown no member of fewer than five', async () => {
  const { told } = await ask('visits', {}, 'supervisor')
  // b had 4 before, J18 2: both go to the rest, and what would be left alone with them too
  expect(told.change).toBe(4)
  for (const { members } of told.dims)
    for (const { id, before, now: after } of members) for (const { n } of [before, after]) expect([id, n > 0 && n < 5]).toEqual([id, false])
  expect(contributions(told, 'organization')).toEqual({ '*': 4 })
})
