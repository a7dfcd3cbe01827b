import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { csv, folder, line } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { importFile } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { BatchDetail, Batches, DecidedFile, LocalCodeSheet, LocalCodes } from '../capabilities/intake/contract.ts'
import { noteLocalCodes } from '../record/local-codes.ts'
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
      { login, name: `王${login}`, grants: [{ organization: 'qy-a', role: login }], password, mustChange: false },
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

it('who brought a file is told by name, in the list and on its page; what is no account as it is called', async () => {
  const list = await send(door, 'GET', '/api/imports', { cookie: cookies.get('looker')! })
  expect(list.json<Batches>().batches.map(({ actor }) => actor)).toEqual(['王bringer'])
  expect((await detail('looker')).batch.actor).toBe('王bringer')
  await house.record.db.query(`update batch set actor = 'nightly' where county_id = $1 and id = $2`, [county, batch])
  expect((await detail('looker')).batch.actor).toBe('nightly')
  await house.record.db.query(`update batch set actor = 'bringer' where county_id = $1 and id = $2`, [county, batch])
})

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

it('local codes are paged, found by initials, taken as a list, and come back decided: first shown, then written; refused lines by number', async () => {
  const { db } = house.record
  const met = Array.from({ length: 230 }, (_, i) => ({
    kind: 'department',
    institution: 'qy-a',
    code: `K${i}`,
    name: `门诊${i}室`,
    rows: 1,
  }))
  const inner = { kind: 'department', institution: 'qy-a', code: 'NK', name: '内科', rows: 900 }
  const { rows: _, ...told } = inner
  const cookie = cookies.get('mender')!
  const codes = async <T>(query: string) => (await send(door, 'GET', `/api/local-codes${query}`, { cookie })).json<T>()
  const all = met.length + 1 + (await codes<LocalCodes>('')).total
  await noteLocalCodes(db, county, batch, [inner, ...met], now.toISOString())
  const first = await codes<LocalCodes>('')
  expect([first.total, first.codes.length, first.codes[0]!.code]).toEqual([all, 200, 'NK'])
  expect((await codes<LocalCodes>('?skip=200')).codes).toHaveLength(all - 200)
  expect((await codes<LocalCodes>('?q=nk')).codes.map(({ name }) => name)).toEqual(['内科'])
  const sheet = (await codes<LocalCodeSheet>('/sheet')).codes
  expect([sheet.length, sheet[0]]).toEqual([
    all,
    { ...told, institution: 'QY000002X', institutionName: 'qy-a 卫生院', seen: 900, target: '', targetName: '' },
  ])

  const filled = [
    '种类,机构代码,本地编码,标准编码',
    '科室,QY000002X,NK,-',
    '科室,QY000002X,K1,',
    '科室,QY000002X,K2,没有的科室',
    '科室,无此机构,K3,-',
  ].join('\n')
  const sent = await send(door, 'POST', '/api/imports/files?name=codes.csv', {
    cookie,
    payload: filled,
    headers: { 'content-type': 'application/octet-stream' },
  })
  const put = async (dry: boolean) =>
    (
      await send(door, 'POST', '/api/local-codes/file', { cookie, payload: { checksum: sent.json<{ checksum: string }>().checksum, dry } })
    ).json<DecidedFile>()
  const looked = await put(true)
  expect(looked).toMatchObject({ decided: 1, blank: 1, changed: 1, changes: [{ code: 'NK', before: '', after: '-' }] })
  expect(looked.unmet.map(({ at }) => at)).toEqual([4, 5])
  expect((await codes<LocalCodes>('')).total).toBe(all)
  expect(await put(false)).toEqual(looked)
  expect((await codes<LocalCodes>('')).total).toBe(all - 1)
  expect(await put(true)).toMatchObject({ decided: 1, changed: 0, changes: [] })
})
