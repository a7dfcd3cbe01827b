import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { csv, folder, line } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importFile } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { BatchDetail } from '../capabilities/intake/contract.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-06-02T02:00:00Z')
const files = folder()
const secret = '141099195003080016' // the last digit is wrong
const rows = [
  line(0),
  line(1, { 证件号码: secret }),
  line(2, { 姓名: '单晓梅'.repeat(40) }),
  line(3, { 就诊类别: '欧阳晓' }),
  line(4, { 就诊时间: secret }),
]
const roles = {
  looker: { verbs: ['import.read'], sees: 'masked' },
  mender: { verbs: ['import.*'], sees: 'masked' },
  trusted: { verbs: ['import.read'], sees: 'full' },
  bringer: { verbs: ['import.read'], sees: 'none' },
} as const
let house: TestHouse
let door: { app: FastifyInstance }
let batch: string
const cookies = new Map<string, string>()
beforeAll(async () => {
  house = await testHouse(() => now)
  const path = files.file('visits.csv', csv(rows))
  const originals = path.replace(/visits\.csv$/, 'kept')
  door = { app: await httpDoor(house, { intake: { originals, wake: () => {} } }) }
  const { db } = house.record
  await ensureRoles(db, county)
  for (const [login, { verbs, sees }] of Object.entries(roles)) {
    await db.query('insert into role (county_id, role, name, name_en, verbs, sees) values ($1, $2, $2, $2, $3, $4)', [
      county,
      login,
      verbs,
      sees,
    ])
    await createAccount(
      db,
      county,
      { login, name: login, grants: [{ organization: 'qy-a', role: login }], password, mustChange: false },
      now,
    )
    cookies.set(login, cookieOf(await signIn(door, login)))
  }
  batch = (await importFile(path, { record: house.record, county, kind: visits, actor: 'bringer', originals })).batch
})
afterAll(async () => {
  await door.app.close()
  await house.close()
  files.remove()
})
const get = (login: string, path = '') => send(door, 'GET', `/api/imports/${batch}${path}`, { cookie: cookies.get(login)! })
const detail = async (login: string) => (await get(login)).json<BatchDetail>()

it('refusals show persons to those who see them whole, and masked to all others, wherever a person stands in the row', async () => {
  const whole = await detail('trusted')
  expect(whole.refusals.map(({ column, value }) => [column, value])).toEqual([
    ['证件号码', secret],
    ['姓名', expect.stringContaining('单晓梅')],
    ['就诊类别', '欧阳晓'],
    ['就诊时间', secret],
  ])
  for (const login of ['looker', 'mender', 'bringer']) {
    const { refusals, byRule } = await detail(login)
    const number = '141099********0016'
    expect(refusals.map(({ value }) => value)).toEqual([number, expect.stringMatching(/^单\*+/), '欧*晓', number])
    expect(JSON.stringify([refusals, byRule])).not.toMatch(/141099195003080016|单晓梅|欧阳晓/)
  }
})

it('refused rows are taken whole by who brought the file and by who has the right, by nobody else', async () => {
  for (const [login, status] of [
    ['bringer', 200],
    ['mender', 200],
    ['trusted', 403],
    ['looker', 403],
  ] as const) {
    const answer = await get(login, '/refused')
    expect([login, answer.statusCode, (await detail(login)).download]).toEqual([login, status, status === 200])
  }
})
