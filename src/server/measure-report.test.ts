import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { line, visitHeader } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { Resource } from '../fhir/resource.ts'
import { validate } from '../fhir/validate/validate.ts'
import { library } from '../kernel/perform/library.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'
import { measureReport } from './measure-report.ts'

const now = new Date('2026-06-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies: Record<string, string> = {}
const errors = (report: Resource) => validate(report).filter((issue) => issue.severity === 'error')

beforeAll(async () => {
  house = await testHouse(() => now)
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  for (const [login, role] of [
    ['chief', 'chief'],
    ['above', 'supervisor'],
  ] as const) {
    const grants = [{ organization: 'qy-a', role }]
    await createAccount(house.record.db, county, { login, name: login, grants, password, mustChange: false }, now)
    cookies[login] = cookieOf(await signIn(door, login))
  }
  const rows = Array.from({ length: 60 }, (_, n) => line(n, { 就诊时间: '2026-01-05 08:00' }))
  await importRows('visits', 'visits', [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })
}, 60_000)
afterAll(async () => {
  await door.app.close()
  await house.close()
})

const ask = (code: string, query: string, as = 'chief') =>
  send(door, 'GET', `/api/indicators/${code}/measure-report?${query}`, { cookie: cookies[as]! })

it('answers a summary of R4 with counts, score and its institutions', async () => {
  const answer = await ask('emergency-share', 'period=2026-01&grain=month&unit=county')
  expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8')
  const report = answer.json<Resource>()
  expect(errors(report)).toEqual([])
  expect(report).toMatchObject({
    resourceType: 'MeasureReport',
    type: 'summary',
    status: 'complete',
    measure: 'urn:countywide:measure:emergency-share',
    period: { start: '2026-01-01', end: '2026-01-31' },
    group: [{ population: [{ count: 6 }, { count: 60 }], measureScore: { value: 10, code: '%' }, stratifier: [{ stratum: [{}, {}] }] }],
  })
  const [{ stratifier }] = report['group'] as [{ stratifier: { stratum: { population: { count: number }[] }[] }[] }]
  expect(stratifier[0]!.stratum.map(({ population }) => population[1]!.count).sort()).toEqual([15, 45])
})

it('an institution reports for itself, without strata; no number is 404, a period of another grain 400', async () => {
  const report = (await ask('visits', 'period=2026&grain=year&unit=organization&of=qy-b')).json<Resource>()
  expect(errors(report)).toEqual([])
  expect(report).toMatchObject({
    status: 'pending',
    reporter: { reference: 'Organization/qy-b' },
    group: [{ population: [{ count: 15 }] }],
  })
  expect(JSON.stringify(report)).not.toContain('stratifier')
  expect((await ask('visits', 'period=2019&grain=year&unit=county')).statusCode).toBe(404)
  expect((await ask('visits', 'period=2026-01&grain=year&unit=county')).statusCode).toBe(400)
  expect((await ask('nothing', 'period=2026&grain=year&unit=county')).statusCode).toBe(404)
})

it('what may not be seen is absent as masked, and still valid', async () => {
  await importRows(
    'few',
    'few',
    [
      visitHeader,
      line(900, { 就诊时间: '2026-02-05 08:00', 机构代码: 'QY0000038' }),
      ...Array.from({ length: 9 }, (_, n) => line(n * 3 + 300, { 就诊时间: '2026-02-06 08:00', 机构代码: 'QY000002X' })),
    ],
    {
      record: house.record,
      county,
      kind: visits,
      actor: 'tester',
    },
  )
  const report = (await ask('visits', 'period=2026-02&grain=month&unit=county', 'above')).json<Resource>()
  expect(errors(report)).toEqual([])
  const [group] = report['group'] as [{ population: object[]; stratifier: { stratum: { population: object[] }[] }[] }]
  expect(group.population).toMatchObject([{ count: 10 }])
  for (const { population } of group.stratifier[0]!.stratum) expect(population[0]).not.toHaveProperty('count')
})

describe('every indicator of the house', () => {
  it('is valid whatever its numbers are: none, negative, fractional, hidden', async () => {
    const all = [...(await library(house, county)).indicators.values()]
    expect(all.length).toBeGreaterThan(20)
    const unit = { id: 'county', name: '全县' }
    const cells = [
      { unit, value: null, numerator: 0, denominator: 0 },
      { unit, value: -3.5, numerator: -7, denominator: 2 },
      { unit, value: 1 / 3, numerator: 0.5, denominator: 1.5 },
      { unit, value: null, numerator: null, denominator: null, suppressed: true as const },
    ]
    for (const indicator of all)
      for (const cell of cells) {
        const facts = {
          indicator,
          start: '2026-01-01',
          end: '2026-01-31',
          cell,
          strata: [cell],
          by: 'organization',
          at: now.toISOString(),
        } as const
        expect(errors(measureReport(facts))).toEqual([])
      }
  })
})
