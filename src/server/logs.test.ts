import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

/** Everything here is about one person, whom no line may name. */
const secrets = ['张三丰', 'zhangsanfeng', encodeURIComponent('张三丰'), '141099195603085119', '13800001234', 'chen.doctor', password]
const [name, pinyin, encoded, idCard, phone, login] = secrets as [string, string, string, string, string, string]

const lines: string[] = []
let house: TestHouse
let app: FastifyInstance
let cookie: string
beforeAll(async () => {
  house = await testHouse()
  app = await httpDoor(house, { log: { level: 'trace', out: { write: (text) => lines.push(text) } } })
  app.get('/api/breaks/:id', { config: { access: 'open' } }, async ({ params }) => {
    throw new Error(`no row for ${JSON.stringify(params)} ${name}`)
  })
  app.get('/api/says/:id', { config: { access: 'open' } }, async (request) => {
    request.log.warn(`looked for ${name}`)
    request.log.error(new Error(`${idCard} is taken`))
    request.log.info({ err: new Error(name) }, name)
    request.log.info({ req: request }, 'looked')
    request.log.info('a plain sentence')
    return {}
  })
  await ensureRoles(house.record.db, county)
  const grants = [{ organization: 'qy-a', role: 'township-doctor' as const }]
  await createAccount(house.record.db, county, { login, name, grants, password, mustChange: false }, new Date())
  cookie = cookieOf(await signIn({ app }, login))
  await app.listen({ port: 0 })
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const raw = (text: string) =>
  new Promise<void>((resolve) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
    socket.on('close', () => resolve()).on('error', () => resolve())
    socket.resume()
  })
const parsed = () =>
  lines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('says of every request what was asked in general and nothing about whom', async () => {
  await send({ app }, 'GET', `/api/persons?query=${encoded}`, { cookie })
  await send({ app }, 'POST', '/api/resident/register', { cookie, payload: { name, idCard, phone } })
  await send({ app }, 'POST', '/api/resident/register', {
    cookie,
    payload: `{"name": "${name}", ${idCard}`,
    headers: { 'content-type': 'application/json' },
  })
  await send({ app }, 'POST', '/api/session', { payload: { login, password: `${password}x` } })
  await send({ app }, 'GET', `/nothing/${pinyin}/${idCard}?name=${encoded}`)
  await send({ app }, 'GET', `/api/breaks/${idCard}?phone=${phone}`, {
    headers: { 'x-name': pinyin, 'user-agent': idCard, referer: `/persons/${idCard}` },
  })
  await send({ app }, 'GET', `/api/says/${idCard}`)
  await send({ app }, 'GET', `/%zz/${pinyin}`)
  await send({ app }, 'GET', `/fhir/Patient/${idCard}?name=${encoded}`, { headers: { authorization: `Bearer ${pinyin}` } })
  await raw(`GET /${pinyin} HTTP/9.9\r\nx-id: ${idCard}\r\n\r\n`)
  await raw(`${idCard} ${pinyin}\r\n\r\n`)
  const text = lines.join('')
  for (const secret of secrets) expect(text).not.toContain(secret)
})

it('has time, level, request, route, status, milliseconds, county and kind of actor', () => {
  const line = parsed().find((l) => l['route'] === '/api/session' && l['status'] === 200)
  expect(parsed().find((l) => l['route'] === '/api/persons')).toMatchObject({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'info',
    reqId: expect.any(String),
    method: 'GET',
    ms: expect.any(Number),
    county,
    actor: 'person',
  })
  expect(line).toMatchObject({ actor: 'none' })
  expect(line).not.toHaveProperty('county')
})

it('says of a bug where it happened, and keeps plain sentences', () => {
  const all = parsed()
  const bug = all.find((l) => l['msg'] === 'unexpected error')
  expect(bug).toMatchObject({ level: 'error', route: '/api/breaks/:id', error: 'Error', id: expect.any(String) })
  expect((bug!['at'] as string[])[0]).toContain('logs.test.ts')
  expect(all.some((l) => l['msg'] === 'a plain sentence')).toBe(true)
  expect(all.some((l) => l['msg'] === 'failed' && l['status'] === 500)).toBe(true)
})
