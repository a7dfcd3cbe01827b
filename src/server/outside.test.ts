import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { line } from '../../test/files.ts'
import { county, countyRoot, institutions, type TestHouse, testHouse } from '../../test/house.ts'
import { codeSystems } from '../adapters/files/code-systems.ts'
import { importCodeTable } from '../adapters/files/code-table.ts'
import { importRows } from '../adapters/files/import.ts'
import { settlements } from '../adapters/files/kinds/settlements.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { matchCounts } from '../record/settlements.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

let now = Date.parse('2026-06-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
let cookie: string
const visitsHeader = ['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别', '科室', '诊断编码', '总费用']
const columns = [
  '结算号',
  '机构代码',
  '机构名称',
  '就医地',
  '证件号码',
  '姓名',
  '险种',
  '就医类别',
  '就诊号',
  '入院时间',
  '出院时间',
  '结算时间',
  '总费用',
  '统筹基金支付',
  '个人现金支付',
]
const card = makeIdCard('141099', '1956-03-08', 7)
const settlement = (n: number, change: Record<string, string>) => {
  const row: Record<string, string> = {
    结算号: `JS${n}`,
    机构代码: institutions['qy-b'],
    就医地: '县内',
    证件号码: card,
    姓名: '单晓梅',
    险种: '城乡居民',
    就医类别: '普通门诊',
    入院时间: '2026-03-05 08:00',
    结算时间: '2026-03-05 09:00',
    总费用: '100.00',
    统筹基金支付: '60.00',
    个人现金支付: '40.00',
    ...change,
  }
  return columns.map((name) => row[name] ?? '')
}
const away = { 机构代码: 'P0001', 机构名称: '省人民医院', 就医地: '省内市外' }
const load = (name: string, kind: typeof visits | typeof settlements, rows: string[][]) =>
  importRows(name, name, rows, { record: house.record, county, kind, actor: 'tester' })

beforeAll(async () => {
  house = await testHouse(() => new Date(now))
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  const audit = { at: new Date(now).toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const documents = toFhir(countyRoot).map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await house.record.write({ county, origin: 'import', audit, documents })
  const grants = [{ organization: 'qy', role: 'insurance-officer' }]
  await createAccount(house.record.db, county, { login: 'officer', name: '医保', grants, password, mustChange: false }, new Date(now))
  cookie = cookieOf(await signIn(door, 'officer'))
  const at = { 就诊时间: '2026-03-05 08:00', 证件号码: card, 姓名: '单晓梅' }
  const inside = [line(1, { ...at, 机构代码: institutions['qy-a'] }), line(2, { ...at, 机构代码: institutions['qy-b'] })]
  expect(await load('visits', visits, [visitsHeader, ...inside])).toMatchObject({ refused: 0 })
  const rows = [
    settlement(1, {}),
    settlement(2, away),
    settlement(3, {
      ...away,
      就医类别: '住院',
      出院时间: '2026-03-12',
      结算时间: '2026-03-12',
      总费用: '900',
      统筹基金支付: '540',
      个人现金支付: '360',
    }),
    settlement(4, { 就医类别: '药店购药' }),
    settlement(5, { 入院时间: '2026-03-09 08:00', 结算时间: '2026-03-09 09:00' }),
  ]
  expect(await load('settlements', settlements, [columns, ...rows])).toMatchObject({ refused: 0 })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})
const get = async <T>(url: string) => (await send(door, 'GET', url, { cookie })).json<T>()
type Cells = { cells: { unit: { id: string; outside?: true }; numerator: number; value: number }[] }
const numbers = async (code: string, unit: string) => {
  const { cells } = await get<Cells>(`/api/indicators/${code}?from=2026-03&to=2026-03&unit=${unit}`)
  return Object.fromEntries(cells.map((c) => [c.unit.outside ? 'outside' : c.unit.id, c.value]))
}

it('an institution that a settlement names lies outside, under the place it is in', async () => {
  const nodes = await house.record.organizations(county)
  const hospital = nodes.find((n) => n.name === '省人民医院')!
  expect(hospital).toMatchObject({ inside: false, level: 'institution' })
  expect(nodes.find((n) => n.id === hospital.parent)).toMatchObject({ name: '省内市外', inside: false })
  expect(nodes.filter((n) => n.id.startsWith('qy-')).every((n) => n.inside)).toBe(true)
})

it('visits outside stand beside the figures of the county, what they cost counts', async () => {
  expect(await numbers('visits', 'county')).toEqual({ county: 2, outside: 1 })
  expect(await numbers('visits', 'township')).toMatchObject({ outside: 1 })
  expect(await numbers('visits', 'organization')).toMatchObject({ 'qy-a': 1, 'qy-b': 1, outside: 1 })
  expect(await numbers('settlements', 'county')).toEqual({ county: 5 })
  expect(await numbers('fund-paid', 'county')).toEqual({ county: 60 * 4 + 540 })
  expect(await numbers('away-fund-share', 'county')).toEqual({ county: (600 / 720) * 100 })
  expect(await numbers('province-visits-share', 'county')).toEqual({ county: 50 })
  expect(await numbers('self-paid-share', 'county')).toEqual({ county: (520 / 1300) * 100 })
})

it('a number of the county opens onto the rows inside, one of the insurance onto all', async () => {
  for (const [part, n] of [
    ['visits.count', 2],
    ['settlements.count', 5],
  ] as const) {
    const { rows } = await get<{ rows: object[] }>(`/api/lists/${part.split('.')[0]}?part=${part}&month=2026-03`)
    expect([part, rows.length]).toEqual([part, n])
  }
  expect((await get<{ rows: object[] }>('/api/lists/visits?month=2026-03')).rows).toHaveLength(3)
})

it('a settlement outside prices its own visit; inside, what finds none is unmatched and no visit', async () => {
  const counts = await matchCounts(house.record.db, county, '2026-03-01', '2026-03-01')
  const sum = (of: 'byNumber' | 'byPerson' | 'unmatched') => counts.reduce((n, c) => n + c[of], 0)
  expect([sum('byNumber'), sum('byPerson'), sum('unmatched')]).toEqual([2, 1, 1])
})

it('doctors pick from the table the county has loaded, once it has one', async () => {
  expect(await get('/api/codes')).toEqual({ loaded: [] })
  const rows = [
    ['疾病编码', '疾病名称'],
    ['I10.x00', '特发性高血压'],
    ['J18.900', '肺炎'],
  ]
  const source = {
    rows: async function* () {
      yield* rows
    },
  }
  const about = { from: '2026-01-01', actor: 'tester', now: '2026-06-02T00:00:00.000Z' }
  await importCodeTable(house.record, county, codeSystems.icd10, source, about)
  now += 11_000
  expect(await get('/api/codes')).toEqual({ loaded: ['icd10'] })
  expect(await get('/api/codes/search?system=icd10&q=tfx')).toEqual({
    codes: [{ code: 'I10.x00', name: '特发性高血压', initials: 'tfxgxy' }],
  })
})
