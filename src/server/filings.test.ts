import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { line, visitHeader } from '../../test/files.ts'
import { county, countyRoot, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { FilingsAnswer } from '../capabilities/filings/contract.ts'
import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import type { Capability } from '../kernel/grammar/capability.ts'
import type { FigureKey } from '../kernel/grammar/frozen.ts'
import { freeze } from '../kernel/perform/frozen.ts'
import { sinceThen } from '../kernel/perform/since.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { changedOf } from './filings.ts'
import { httpDoor } from './http.ts'

let now = Date.parse('2026-06-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies: Record<string, string> = {}
const january = { 就诊时间: '2026-01-05 08:00' }
const bring = (name: string, rows: string[][]) =>
  importRows(name, name, [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })

beforeAll(async () => {
  house = await testHouse(() => new Date(now))
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  const audit = { at: new Date(now).toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const centre = { ...countyRoot, id: 'qy-c', code: 'C1', name: '山前乡卫生院', level: 'institution' as const, type: 'C220', parent: 'qy' }
  const documents = [countyRoot, centre]
    .flatMap(toFhir)
    .map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await house.record.write({ county, origin: 'import', audit, documents })
  for (const [login, organization, role] of [
    ['chief', 'qy', 'chief'],
    ['head', 'qy-c', 'director'],
    ['above', 'qy', 'supervisor'],
  ] as const) {
    const grants = [{ organization, role }]
    await createAccount(house.record.db, county, { login, name: login, grants, password, mustChange: false }, new Date(now))
    cookies[login] = cookieOf(await signIn(door, login))
  }
  const rows = Array.from({ length: 8 }, (_, n) => line(n, { ...january, 就诊类别: n < 3 ? '急诊' : '门诊', 总费用: '10.00' }))
  rows.push(line(90, { 就诊时间: '2026-02-05 08:00', 机构代码: 'C1' }))
  expect(await bring('first', rows)).toMatchObject({ refused: 0 })
}, 60_000)
afterAll(async () => {
  await door.app.close()
  await house.close()
})

const figure = (code: string, more: Partial<FigureKey> = {}): FigureKey => ({
  code,
  grain: 'month',
  period: '2026-01',
  unit: 'county',
  of: 'county',
  ...more,
})
const own = figure('visits', { unit: 'organization', of: 'qy-c', period: '2026-02' })
const file = (as: string, key: FigureKey) => send(door, 'POST', '/api/filing/file', { cookie: cookies[as]!, payload: key })
const read = async (key: Partial<FigureKey>, as = 'chief') =>
  (
    await send(door, 'GET', `/api/filings?${new URLSearchParams(key as Record<string, string>)}`, { cookie: cookies[as]! })
  ).json<FilingsAnswer>().filings
const frozenIds = async (part: string) =>
  (
    await house.record.db.query<{ ids: string[]; amounts: string[] | null }>(
      'select ids, amounts from filing_row where county_id = $1 and part = $2 order by filing_id desc, chunk limit 1',
      [county, part],
    )
  )[0]

it('freezes the value, its parts, the definition, and the id of every row', async () => {
  const answer = await file('chief', figure('emergency-share'))
  expect(answer.statusCode).toBe(200)
  const [row] = await read(figure('emergency-share'))
  expect(row?.filing).toMatchObject({ state: 'filed', value: 37.5, numerator: 3, denominator: 8, unitName: '全县', filedBy: 'chief' })
  expect(row?.filing.parts.map(({ ref, rows, value }) => [ref, rows, value])).toEqual([
    ['visits.emergency', 3, 3],
    ['visits.count', 8, 8],
  ])
  expect(JSON.parse(row!.filing.definition!)).toMatchObject({ indicator: { code: 'emergency-share' }, groups: [{ name: 'visits' }] })
  expect((await frozenIds('visits.count'))!.ids).toHaveLength(8)
  expect(row).toMatchObject({ now: 37.5, why: { definition: 'same' } })
})

it('is filed once; an institution files its own, and no period that is not over', async () => {
  expect((await file('chief', figure('emergency-share'))).statusCode).toBe(409)
  expect((await file('head', figure('visits'))).statusCode).toBe(403)
  expect((await file('head', own)).statusCode).toBe(200)
  expect((await file('chief', figure('visits', { period: '2026-06' }))).statusCode).toBe(404)
  expect((await file('chief', figure('visits', { period: '2026', grain: 'year' }))).statusCode).toBe(400)
  expect((await file('chief', figure('visits', { period: '2026-Q1' }))).statusCode).toBe(400)
  expect((await file('above', figure('visits'))).statusCode).toBe(403)
})

it('says what it is now and why: rows added, gone, and with another amount', async () => {
  expect((await file('chief', figure('emergency-visits'))).statusCode).toBe(200)
  const change = [
    line(0, { ...january, 就诊类别: '门诊', 总费用: '10.00' }), // no emergency after all
    line(50, { ...january, 就诊类别: '急诊', 总费用: '10.00' }),
    line(51, { ...january, 就诊类别: '急诊', 总费用: '10.00' }),
  ]
  now += 60_000
  expect(await bring('second', change)).toMatchObject({ refused: 0 })
  const [row] = await read(figure('emergency-visits'))
  expect(row).toMatchObject({ filing: { value: 3 }, now: 4 })
  expect(row!.why!.parts).toMatchObject([
    { ref: 'visits.emergency', list: 'visits', then: 3, now: 4, rows: { added: 2, gone: 1, changed: 0 } },
  ])
  const asked = { filing: row!.filing.id, ref: 'visits.emergency' }
  const gone = await changedOf(house, county, { ...asked, diff: 'gone' }, 10)
  expect(gone).toMatchObject({ view: 'visit', list: 'visits' })
  expect(gone.ids).toHaveLength(1)
  expect((await changedOf(house, county, { ...asked, diff: 'added' }, 10)).ids).toHaveLength(2)
})

it('a changed amount of a sum is told, though the rows are the same', async () => {
  const key = figure('cost-per-visit')
  expect((await file('chief', key)).statusCode).toBe(200)
  now += 60_000
  await bring('third', [line(1, { ...january, 就诊类别: '急诊', 总费用: '70.00' })])
  const [row] = await read(key)
  const sums = row!.why!.parts.filter(({ rows }) => rows.changed)
  expect(sums).toMatchObject([{ rows: { added: 0, gone: 0, changed: 1 } }])
  expect(row!.now).not.toBe(row!.filing.value)
})

it('withdrawn with a reason it can be filed anew; both stay, with their history', async () => {
  const key = figure('emergency-visits')
  const [row] = await read(key)
  const withdraw = (payload: object) => send(door, 'POST', `/api/filing/${row!.filing.id}/withdraw`, { cookie: cookies['chief']!, payload })
  expect((await withdraw({})).statusCode).toBe(400)
  expect((await withdraw({ reason: '补报' })).statusCode).toBe(200)
  expect((await file('chief', key)).statusCode).toBe(200)
  expect((await read(key)).map(({ filing, now }) => [filing.state, filing.value, now])).toEqual([
    ['filed', 4, 4],
    ['withdrawn', 3, undefined],
  ])
  const history = await send(door, 'GET', `/api/filing/${row!.filing.id}/history`, { cookie: cookies['chief']! })
  expect(history.json<{ versions: { case: { state: string } }[] }>().versions.map((v) => v.case.state)).toEqual(['withdrawn', 'filed'])
})

it('an old report keeps its definition: what the indicator means today changes nothing of it', async () => {
  const key = figure('emergency-visits')
  const frozen = await freeze(house, county, key)
  const past = { id: frozen.id, key, definition: JSON.parse(frozen.definition) }
  const capabilities = house.registry.capabilities.map(
    (c): Capability => ({
      ...c,
      measures: c.measures.map((g) => (g.name === 'visits' ? { ...g, parts: { ...g.parts, emergency: { where: 'false' } } } : g)),
    }),
  )
  const tomorrow = { ...house, registry: { ...house.registry, capabilities } }
  expect(await sinceThen(tomorrow, county, past, true)).toMatchObject({
    value: 4,
    definition: 'changed',
    parts: [{ ref: 'visits.emergency', value: 4, rows: { added: 0, gone: 0, changed: 0 } }],
  })
  expect(await sinceThen(house, county, past, false)).toMatchObject({ value: 4, definition: 'same' })
})

it('a prefecture’s figure stands on the rows of its counties: what came and went is told by county', async () => {
  const prefecture = 141000
  const key = figure('emergency-visits', { unit: 'prefecture', of: 'prefecture' })
  const frozen = await freeze(house, prefecture, key)
  expect(frozen).toMatchObject({
    value: 4,
    parts: [{ ref: 'visits.emergency', rows: 4, value: 4, counties: [{ id: county, rows: 4, value: 4 }] }],
  })
  now += 60_000
  await bring('fourth', [
    line(1, { ...january, 就诊类别: '门诊' }),
    line(60, { ...january, 就诊类别: '急诊' }),
    line(61, { ...january, 就诊类别: '急诊' }),
  ])
  const rows = { added: 2, gone: 1, changed: 0 }
  const past = { id: frozen.id, key, definition: JSON.parse(frozen.definition) }
  expect(await sinceThen(house, prefecture, past, true)).toMatchObject({
    value: 5,
    parts: [{ value: 5, rows, counties: [{ id: county, name: '清源县', value: 5, rows }] }],
  })
  const one = await freeze(house, prefecture, figure('emergency-visits', { of: String(county) }))
  expect(one.parts).toMatchObject([{ rows: 5, counties: [{ id: county }] }])
})

it('rows that became no filing are swept an hour later', async () => {
  const orphan = await freeze(house, county, figure('visits'))
  const rowsOf = (id: string) => house.record.db.query('select 1 from filing_row where county_id = $1 and filing_id = $2', [county, id])
  const [kept] = await read(own)
  await freeze(house, county, figure('visits'))
  expect(await rowsOf(orphan.id)).toHaveLength(1)
  now += 3_700_000
  await freeze(house, county, figure('visits'))
  expect(await rowsOf(orphan.id)).toEqual([])
  expect(await rowsOf(kept!.filing.id)).toHaveLength(1)
})
