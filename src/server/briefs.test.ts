import { read, utils } from '@e965/xlsx'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, refusalOf, send, signIn } from '../../test/door.ts'
import { line, visitHeader } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { DraftAnswer, SinceAnswer } from '../capabilities/briefs/contract.ts'
import type { Brief } from '../capabilities/briefs/shape.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-02-03T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies: Record<string, string> = {}
const visitsOn = (day: string, n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => line(from + i, { 就诊时间: `${day} 08:00`, 就诊类别: '门诊' }))
const bring = (name: string, rows: string[][]) =>
  importRows(name, name, [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })

beforeAll(async () => {
  house = await testHouse(() => now)
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  for (const [login, role] of [
    ['writer', 'statistician'],
    ['chief', 'chief'],
    ['doctor', 'county-doctor'],
  ] as const) {
    const grants = [{ organization: 'qy-a', role }]
    await createAccount(house.record.db, county, { login, name: login, grants, password, mustChange: false }, now)
    cookies[login] = cookieOf(await signIn(door, login))
  }
  await bring('visits', [...visitsOn('2025-01-06', 10), ...visitsOn('2025-12-08', 8, 20), ...visitsOn('2026-01-05', 12, 40)])
}, 60_000)
afterAll(async () => {
  await door.app.close()
  await house.close()
})

const get = (url: string, as = 'writer') => send(door, 'GET', url, { cookie: cookies[as]! })
const post = (url: string, payload: object, as = 'writer') => send(door, 'POST', url, { cookie: cookies[as]!, payload })

it('is written from the numbers, keeps them as they were, says what changed since, and prints the same', async () => {
  const draft = (await get('/api/briefs/draft?month=2026-01')).json<DraftAnswer>()
  expect(draft.title).toBe('清源县2026年1月医疗卫生服务运行简报')
  expect(draft.sections[0]).toMatchObject({ heading: '一、运行情况' })
  expect(draft.sections[0]!.text).toContain('服务量：就诊 12 人次，同比增长 20.0%，环比增长 50.0%')

  const written = { month: draft.month, title: draft.title, issuer: '县卫生健康局', sections: draft.sections }
  const { id } = (await post('/api/brief/draft', written)).json<{ id: string }>()
  const brief = (await get(`/api/brief/${id}`)).json<{ case: Brief }>().case
  expect(brief.figures.find(({ code }) => code === 'visits')).toMatchObject({ value: 12, before: 8, lastYear: 10 })
  expect((await get(`/api/briefs/${id}/since`)).json<SinceAnswer>().changed).toEqual([])

  await bring('late', visitsOn('2026-01-06', 1, 90))
  expect((await get(`/api/briefs/${id}/since`)).json<SinceAnswer>().changed).toContainEqual({ code: 'visits', then: 12, now: 13 })

  const book = read((await get(`/api/briefs/${id}/file?as=xlsx`)).rawPayload)
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets['主要指标']!, { header: 1 })
  expect(rows.find(([name]) => name === '就诊人次')).toEqual(['就诊人次', 12, 8, '+50.0%', 10, '+20.0%'])
  const pdf = await get(`/api/briefs/${id}/file?as=pdf`)
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const word = await get(`/api/briefs/${id}/file?as=docx`)
  expect(decodeURIComponent(String(word.headers['content-disposition']))).toContain('清源县2026年1月医疗卫生服务运行简报.docx')
  expect(word.rawPayload.subarray(0, 2).toString()).toBe('PK')
}, 30_000)

it('refuses a month that goes on, a second brief of a month, and who may not write', async () => {
  expect(refusalOf(await get('/api/briefs/draft?month=2026-02')).kind).toBe('invalid')
  const again = { month: '2026-01', title: '又一份', issuer: '', sections: [{ key: 'a', heading: '一', text: '' }] }
  expect(refusalOf(await post('/api/brief/draft', again, 'chief')).kind).toBe('conflict')
  expect((await get('/api/briefs/draft?month=2026-01', 'doctor')).statusCode).toBe(403)
  expect((await get('/api/briefs/nothing/file?as=pdf')).statusCode).toBe(404)
})
