import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emergencyShare } from '../../test/definition.ts'
import { cookieOf, password, refusalOf, send, signIn } from '../../test/door.ts'
import { line, visitHeader } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { ColumnValues, DefinitionLibrary, Preview, PreviewAnswer } from '../capabilities/definitions/contract.ts'
import type { Content } from '../capabilities/definitions/shape.ts'
import { createAccount } from './access/accounts.ts'
import { type DefaultRole, ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-03-04T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies = new Map<string, string>()
beforeAll(async () => {
  house = await testHouse(() => now)
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  for (const role of ['statistician', 'administrator', 'chief', 'nurse'] satisfies DefaultRole[]) {
    const grants = [{ organization: 'qy-a', role }]
    await createAccount(house.record.db, county, { login: role, name: role, grants, password, mustChange: false }, now)
    cookies.set(role, cookieOf(await signIn(door, role)))
  }
  // emergencies ÷ visits: at qy-a 1 of 4 in 2024, 3 of 4 in 2025, and January to February 1 of 2 in 2025 and 2 of 2 in 2026; qy-b only in March 2026
  const plan: [day: string, emergency: boolean, at?: string][] = [
    ['2024-05-02', true],
    ['2024-05-03', false],
    ['2024-06-03', false],
    ['2024-12-31', false],
    ['2025-01-01', true],
    ['2025-02-11', false],
    ['2025-03-01', true],
    ['2025-12-31', true],
    ['2026-01-01', true],
    ['2026-02-28', true],
    ['2026-03-01', false],
    ['2026-03-02', true, 'QY0000038'],
  ]
  const rows = plan.map(([day, emergency, at = 'QY000002X'], i) =>
    line(i, { 就诊号: `P${i}`, 机构代码: at, 就诊时间: `${day} 09:00`, 就诊类别: emergency ? '急诊' : '门诊' }),
  )
  const done = await importRows('visits', 'visits', [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })
  expect(done).toMatchObject({ refused: 0 })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})

const content = emergencyShare
const ask = (role: string, body: object) => send(door, 'POST', '/api/definitions/preview', { cookie: cookies.get(role)!, payload: body })
const preview = async (more: Partial<Content> = {}, role = 'statistician') => {
  const answer = (await ask(role, { content: { ...content, ...more } })).json<PreviewAnswer>()
  if ('problems' in answer) throw new Error(JSON.stringify(answer))
  return answer.preview
}
const told = (unit: Preview['county'] | undefined) => unit?.values.map((v) => v && [v.numerator, v.denominator, v.value, v.lastYear])

it('tells the last full year and the full months of this one, beside the same months a year before', async () => {
  const { periods, county: whole, unit, units } = await preview()
  expect(periods).toEqual([
    { name: '2025', from: '2025-01', to: '2025-12' },
    { name: '2026', from: '2026-01', to: '2026-02' },
  ])
  const expected = [
    [3, 4, 75, 25],
    [2, 2, 100, 50],
  ]
  expect(told(whole!)).toEqual(expected)
  expect(unit).toBe('organization')
  expect(units.map(({ id }) => id)).toEqual(['qy-a'])
  expect(told(units[0])).toEqual(expected)
})

it('leaves nothing behind: no cell, no state, no definition', async () => {
  const traces = () =>
    house.record.db.query(
      `select (select count(*) from cell where county_id = $1 and measure_group like 'local-%')::int as cells,
        (select count(*) from measure_state where county_id = $1 and measure_group like 'local-%')::int as states,
        (select count(*) from resource where county_id = $1 and type = 'statistics.definition')::int as documents`,
      [county],
    )
  await preview()
  expect(await traces()).toEqual([{ cells: 0, states: 0, documents: 0 }])
})

it('says how many rows each part finds, and shows some as the reader may see them', async () => {
  const parts = [
    { name: 'a', kind: 'count', view: 'visit', where: "类别 = '急诊'" },
    { name: 'b', kind: 'persons', view: 'visit', where: "day from '2025-01-01' to '2025-06-30'" },
    { name: 'c', kind: 'sum', column: 'total_fen', view: 'visit', where: '' },
  ] as const
  const masked = await preview({ parts: [...parts], numerator: 'local.a + local.b + local.c' })
  expect(masked.parts.map(({ name, rows, list }) => [name, rows, list])).toEqual([
    ['a', 5, 'visits'],
    ['b', 3, 'visits'],
    ['c', 6, 'visits'],
  ])
  const { rows, columns } = masked.parts[0]!.shown!
  const [first] = rows
  expect(columns.some((column) => 'sql' in column)).toBe(false)
  expect(first).toMatchObject({ class: 'EMER', person_name: expect.stringMatching(/\*/) })
  expect(first).not.toHaveProperty('patient_id')
  const unread = await preview({}, 'administrator')
  expect(unread.parts).toEqual([{ name: 'a', rows: 5, list: 'visits' }])
})

it('goes by township where people live, where the indicator does', async () => {
  const { unit, county: whole } = await preview({ by: 'residence', denominator: undefined } as Partial<Content>)
  expect(unit).toBe('township')
  expect(whole).toBeNull() // nobody's residence is known here
})

it('answers what is wrong with it, and where', async () => {
  const wrong = { ...content, numerator: 'local.z', parts: [{ ...content.parts[0]!, where: "类别 = '急诊' 且 颜色 = '红'" }] }
  const answer = (await ask('statistician', { content: wrong })).json<{ problems: { path: string; at: number }[] }>()
  expect(answer.problems.map(({ path, at }) => [path, at])).toEqual([
    ['parts.0.where', 12],
    ['numerator', 0],
  ])
  expect(refusalOf(await ask('statistician', { content: { ...content, name: '' } })).fields).toMatchObject([{ path: 'content.name' }])
})

it('is for those who may define', async () => {
  for (const role of ['chief', 'nurse']) expect((await ask(role, { content })).statusCode).toBe(403)
})

it('offers what a definition may speak of, and the values of a column', async () => {
  const get = (url: string, role = 'statistician') => send(door, 'GET', url, { cookie: cookies.get(role)! })
  const library = (await get('/api/definitions/library', 'chief')).json<DefinitionLibrary>()
  expect(library.views.find(({ name }) => name === 'visit')).toMatchObject({ list: 'visits', person: true })
  const values = (column: string, view = 'visit') => get(`/api/definitions/values?view=${view}&column=${column}`)
  expect((await values('class')).json<ColumnValues>()).toEqual({ values: ['EMER', 'AMB'] })
  expect((await values('total_fen')).json<ColumnValues>()).toEqual({ values: [] })
  for (const [column, view] of [
    ['patient_id', 'visit'],
    ["class'", 'visit'],
    ['login', 'account'],
  ] as const)
    expect((await values(encodeURIComponent(column), view)).statusCode).toBe(404)
})
