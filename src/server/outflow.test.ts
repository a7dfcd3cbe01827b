import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, type Door, openDoor, password, refusalOf, send, signIn } from '../../test/door.ts'
import { actorAt, county, institutions, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { residents } from '../adapters/files/kinds/residents.ts'
import { settlements } from '../adapters/files/kinds/settlements.ts'
import type { Outflow } from '../capabilities/outflow/shape.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { ensureDivisions } from '../record/divisions.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { registerOutflow } from './outflow.ts'

const now = new Date('2026-06-15T02:00:00Z')
let house: TestHouse
let door: Door
const cookies: Record<string, string> = {}

/** Five residents of two townships, and one whom no register knows. */
const people = {
  a: ['1956-03-08', '141099100'],
  b: ['1990-02-02', '141099100'],
  c: ['2015-05-05', '141099100'],
  d: ['1957-03-08', '141099101'],
  e: ['2016-05-05', '141099101'],
  x: ['1980-01-01', ''],
} as const
type Who = keyof typeof people
const card = (who: Who) => makeIdCard('141099', people[who][0], who.charCodeAt(0) * 2)
type Line = Readonly<Record<string, string>>
const table = (lines: readonly Line[]) => {
  const header = [...new Set(lines.flatMap((line) => Object.keys(line)))]
  return [header, ...lines.map((line) => header.map((column) => line[column] ?? ''))]
}
const load = (name: string, kind: typeof residents | typeof settlements, lines: readonly Line[]) =>
  importRows(name, name, table(lines), { record: house.record, county, kind, actor: 'tester' })

let number = 0
const stay = (
  who: Who,
  settled: string,
  diagnosis: string,
  [total, fund, account]: readonly [number, number, number],
  more: Line = {},
): Line => ({
  ...{ 结算号: `JS${++number}`, 机构代码: 'P0001', 机构名称: '省人民医院', 就医地: '省内市外', 证件号码: card(who), 姓名: `单${who}` },
  ...{
    险种: '城乡居民',
    就医类别: '住院',
    入院时间: `${settled.slice(0, 8)}01`,
    出院时间: settled,
    结算时间: settled,
    诊断编码: diagnosis,
  },
  ...{ 总费用: `${total}`, 统筹基金支付: `${fund}`, 个人账户支付: `${account}`, 个人现金支付: `${total - fund - account}`, ...more },
})
const home = { 机构代码: institutions['qy-b'], 机构名称: '', 就医地: '县内' }
const prefecture = { 机构代码: 'M0001', 机构名称: '市第二医院', 就医地: '市内县外' }
const beyond = { 机构代码: 'S0001', 机构名称: '邻省医院', 就医地: '省外' }

beforeAll(async () => {
  house = await testHouse(() => now)
  door = await openDoor(
    house.record.db,
    () => now,
    (app) => registerOutflow(app, house),
  )
  await ensureRoles(house.record.db, county)
  for (const role of ['chief', 'supervisor', 'nurse', 'dispatcher']) {
    const account = { login: role, name: role, grants: [{ organization: 'qy-a', role }], password, mustChange: false }
    await createAccount(house.record.db, county, account, now)
    cookies[role] = cookieOf(await signIn(door, role))
  }
  const towns = [
    { code: '141099100', name: '清河镇' },
    { code: '141099101', name: '南岭镇' },
  ]
  await ensureDivisions(house.record.db, county, towns)
  const boss = actorAt('qy-a')
  for (const [code, name, type] of [
    ['QY000002X-01', '内科', '03'],
    ['QY000002X-02', '外科', '04'],
  ])
    await house.do('organization.create', { level: 'department', parent: 'qy-a', from: '2020-01-01', code, name, type }, { actor: boss })
  const lines = (Object.keys(people) as Who[]).flatMap((who): Line[] => {
    const [, township] = people[who]
    return township
      ? [{ 登记机构代码: institutions['qy-b'], 证件号码: card(who), 姓名: `单${who}`, 乡镇代码: township, 常住: '是', 户籍: '是' }]
      : []
  })
  expect(await load('residents', residents, lines)).toMatchObject({ taken: 5, refused: 0 })
  const rows = [
    stay('a', '2025-07-10', 'C34.900', [10000, 6000, 500]),
    stay('a', '2025-09-10', 'C34.100', [8000, 5000, 0]),
    stay('a', '2025-08-20', 'C34.900', [3000, 2500, 0], home),
    stay('d', '2024-08-01', 'C34.900;J18.900', [5000, 2000, 0], prefecture),
    stay('e', '2023-06-01', 'J18.900', [3000, 1000, 0], beyond),
    stay('x', '2026-05-31', '', [1000, 400, 0]),
    // before the window, after it, and no stays
    stay('d', '2023-05-31', 'C34.900', [5000, 2000, 0]),
    stay('d', '2026-06-01', 'C34.900', [5000, 2000, 0]),
    stay('b', '2025-07-10', 'C34.900', [50, 0, 0], { 就医类别: '普通门诊', 出院时间: '' }),
  ]
  expect(await load('settlements', settlements, rows)).toMatchObject({ refused: 0 })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})

const ask = async (query = '', login = 'chief') => {
  const answer = await send(door, 'GET', `/api/outflow?${query}`, { cookie: cookies[login]! })
  return { status: answer.statusCode, body: answer.json<Outflow>() }
}

it('ranks three years that end with the last whole month, side by side', async () => {
  const { body } = await ask()
  expect(body.years).toEqual([
    ['2023-06', '2024-05'],
    ['2024-06', '2025-05'],
    ['2025-06', '2026-05'],
  ])
  const none = { cases: 0, persons: 0, totalFen: 0, fundFen: 0, selfFen: 0, all: 0 }
  expect(body.diseases.map(({ id, years }) => [id, years])).toEqual([
    [
      'C34',
      [
        none,
        { cases: 1, persons: 1, totalFen: 500_000, fundFen: 200_000, selfFen: 300_000, all: 1 },
        { cases: 2, persons: 1, totalFen: 1_800_000, fundFen: 1_100_000, selfFen: 700_000, all: 3 },
      ],
    ],
    ['', [none, none, { cases: 1, persons: 1, totalFen: 100_000, fundFen: 40_000, selfFen: 60_000, all: 1 }]],
    ['J18', [{ cases: 1, persons: 1, totalFen: 300_000, fundFen: 100_000, selfFen: 200_000, all: 1 }, none, none]],
  ])
  expect(body.diseases[2]!.name).toEqual(['肺炎', '肺炎'])
  expect(body.total.map(({ cases, all }) => [cases, all])).toEqual([
    [1, 1],
    [1, 1],
    [3, 4],
  ])
  expect(body.places.map(({ id, name, years }) => [id, name[0], years.map((y) => y.cases)])).toEqual([
    ['3', '省内市外', [0, 0, 3]],
    ['2', '市内县外', [0, 1, 0]],
    ['4', '省外', [1, 0, 0]],
  ])
  expect(body.institutions[0]!.name[0]).toBe('省人民医院')
  expect(new Set(body.institutions.map(({ name }) => name[0]))).toEqual(new Set(['省人民医院', '市第二医院', '邻省医院']))
  expect(body.unknown).toEqual({ disease: 1, township: 1, age: 0 })
})
it('rates of townships by residence, adjusted for age, are what a hand works out', async () => {
  const { townships } = (await ask()).body
  // middle days 2023-12-01, 2024-12-01, 2025-12-01: a and d in their sixties, b thirties, c 8, 9, 10, e 7 to 9
  const [first, second] = townships
  expect(first).toMatchObject({ id: '141099100', name: ['清河镇', '清河镇'], cases: 2, persons: 1, personYears: 9 })
  expect(first!.crude).toBeCloseTo(2000 / 9, 9)
  expect(first!.expected).toBeCloseTo(3 * (3 / 6) + 2 * (1 / 5), 9)
  expect(first!.adjusted).toBeCloseTo((((2 / 3) * 6) / 15) * 1000, 9)
  expect(second).toMatchObject({ id: '141099101', cases: 2, persons: 2, personYears: 6 })
  expect(second!.adjusted).toBeCloseTo((((1 / 3) * 6 + (1 / 3) * 5) / 15) * 1000, 9)
  expect(second!.ratio).toBeCloseTo(2 / (3 * (3 / 6) + 3 * (1 / 5)), 9)
})

it('narrows to a place, an institution, a township, a disease or a chapter, and another month', async () => {
  expect((await ask('place=2')).body.diseases.map(({ id, years }) => [id, years[1].cases, years[1].all])).toEqual([['C34', 1, 1]])
  const [hospital] = (await ask()).body.institutions
  expect((await ask(`institution=${hospital!.id}`)).body.total.map((y) => y.cases)).toEqual([0, 0, 3])
  // of the township's residents, those that stayed too
  expect((await ask('township=141099100')).body.total[2]).toMatchObject({ cases: 2, all: 3 })
  expect((await ask('township=141099101')).body.total.map(({ cases, all }) => [cases, all])).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
  ])
  expect((await ask('disease=C00-D48&by=chapter')).body.diseases.map(({ id, name }) => [id, name[1]])).toEqual([['C00-D48', 'Neoplasms']])
  expect((await ask('disease=J18')).body.total.map((y) => y.cases)).toEqual([1, 0, 0])
  expect((await ask('to=2026-06')).body.total.map((y) => y.cases)).toEqual([0, 1, 4])
})

it('names the specialties that the county lacks, and why', async () => {
  const { specialties } = (await ask()).body
  expect(specialties.map(({ id, reasons, stayed, suggested }) => [id, reasons, stayed, suggested])).toEqual([
    ['19', ['none', 'share'], 25, true],
    ['', [], 0, undefined],
    ['03.01', ['general', 'share'], 0, true],
  ])
  expect((await ask('below=20')).body.specialties[0]!.reasons).toEqual(['none'])
})

it('who may not see persons is told nothing of so few; who may not see numbers is refused', async () => {
  expect((await ask('', 'supervisor')).body).toMatchObject({ suppressed: true, diseases: [], townships: [], specialties: [] })
  expect((await ask('', 'nurse')).body.suppressed).toBeUndefined()
  expect((await ask('', 'dispatcher')).status).toBe(403)
})

it('a wrong question names its field', async () => {
  const answer = await send(door, 'GET', '/api/outflow?to=2026-13&place=1', { cookie: cookies['chief']! })
  expect([answer.statusCode, refusalOf(answer).fields?.map(({ path }) => path)]).toEqual([400, ['to', 'place']])
})
