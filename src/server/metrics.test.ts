import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { openHouse } from './house.ts'
import { httpDoor } from './http.ts'
import { openMetrics } from './metrics.ts'

let house: TestHouse
let app: FastifyInstance
const metrics = openMetrics('0.0.0-test')
beforeAll(async () => {
  house = await testHouse()
  app = await httpDoor(house, { metrics, metricsToken: 'a long token' })
})
afterAll(async () => {
  await app.close()
  await house.close()
})
const get = (headers = {}, remoteAddress = '127.0.0.1') => app.inject({ url: '/metrics', headers, remoteAddress })
const value = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  )

it('is for this machine, not through a proxy, and for whoever shows the token', async () => {
  expect((await get()).statusCode).toBe(200)
  expect((await get({}, '::1')).statusCode).toBe(200)
  expect((await get({}, '10.1.2.3')).statusCode).toBe(403)
  expect((await get({ 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(403)
  expect((await get({ authorization: 'Bearer another' }, '10.1.2.3')).statusCode).toBe(403)
  expect((await get({ authorization: 'Bearer a long token' }, '10.1.2.3')).statusCode).toBe(200)
})

it('counts requests by class of route, never by address', async () => {
  await app.inject({ url: '/api/persons?query=zhangsan', remoteAddress: '127.0.0.1' })
  await app.inject({ url: '/zhangsan/141099195603085119', remoteAddress: '127.0.0.1' })
  const { body } = await get()
  expect(value(body, 'countywide_request_seconds_count{class="/api/persons",method="GET",status="401"}')).toBe(1)
  expect(value(body, 'countywide_request_seconds_count{class="none",method="GET",status="404"}')).toBe(1)
  expect(value(body, 'countywide_requests_in_progress')).toBe(1) // this one
  expect(body).not.toMatch(/zhangsan|141099195603085119/)
})

it('tells what the database holds and who is connected, and the groups that were written', async () => {
  const watched = await openHouse(house.url, undefined, metrics.group)
  const before = (await get()).body // opening writes what the program brings
  const audit = { at: new Date().toISOString(), actor: 'test', organization: '', action: 'test', detail: {} }
  await watched.record.write({ county, origin: 'performed', audit, documents: [] })
  await watched.record.audit(county, audit)
  await watched.record.close()
  const { body } = await get()
  expect(value(body, 'countywide_database_up')).toBe(1)
  expect(value(body, 'countywide_counties')).toBe(1)
  expect(value(body, 'countywide_waiting{queue="outbox"}')).toBe(0)
  for (const name of ['countywide_group_plans_sum{line="write"}', 'countywide_audit_entries_total{line="read-log"}'])
    expect(value(body, name)).toBe((value(before, name) || 0) + 1)
  expect(body).toMatch(/countywide_connections\{holder="countywide-writer-\d",state="idle"\} \d/)
  expect(body).toContain('countywide_info{version="0.0.0-test"} 1')
  expect(body).toContain('nodejs_eventloop_lag_seconds')
})

it('says that the database is gone, without waiting for it', async () => {
  const began = performance.now()
  await metrics.look({ ...house.record.db, query: () => new Promise(() => {}) }, 100)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(value(await metrics.database.metrics(), 'countywide_database_up')).toBe(0)
})
