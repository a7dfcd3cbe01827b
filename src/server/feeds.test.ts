import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { feedOf } from '../../test/feeds.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { endPoll, failPoll, syncFeeds } from '../adapters/database/store.ts'
import type { Notice } from '../ui/contract.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-03-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
beforeAll(async () => {
  house = await testHouse(() => now)
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  for (const role of ['statistician', 'township-doctor'])
    await createAccount(
      house.record.db,
      county,
      { login: role, name: role, grants: [{ organization: 'qy-a', role }], password, mustChange: false },
      now,
    )
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})
const get = async (role: string, path = '/api/feeds') => send(door, 'GET', path, { cookie: cookieOf(await signIn(door, role)) })

it('shows those who may import how the feeds go, and no one where they are', async () => {
  const { db } = house.record
  expect((await get('statistician')).json()).toEqual({ feeds: [] })
  await syncFeeds(db, [feedOf({}, 'a'), feedOf({ silence: { hours: 4 }, driver: 'mysql' }, 'b')], new Date('2026-03-01T00:00:00Z'))
  await endPoll(db, { county, name: 'b' }, { watermark: '2026-03-01 08:00:00', recent: {}, rows: 7, refused: 1 }, now)
  for (let i = 0; i < 3; i++) await failPoll(db, { county, name: 'a' }, ['连接中断', 'The connection was lost'], now)
  const answer = await get('statistician')
  expect(answer.json()).toEqual({
    feeds: [
      expect.objectContaining({
        name: 'a',
        state: 'failing',
        failures: 3,
        lastError: ['连接中断', 'The connection was lost'],
        silenceHours: null,
      }),
      expect.objectContaining({ name: 'b', kind: 'visits', driver: 'mysql', state: 'ok', rows: 7, refused: 1, lastRow: now.toISOString() }),
    ],
  })
  expect(answer.body).not.toMatch(/127\.0\.0\.1|HIS_PASSWORD|reader/)
  expect((await get('township-doctor')).statusCode).toBe(403)
  const notices = async (role: string) => (await get(role, '/api/notices')).json<{ notices: Notice[] }>().notices
  expect(await notices('statistician')).toEqual([
    { path: '/imports', text: ['医院数据库 a：读取失败', 'Hospital database a: cannot be read'] },
  ])
  expect(await notices('township-doctor')).toEqual([])
})
