import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { cookieOf, password, refusalOf, send, signIn } from '../../test/door.ts'
import { folder } from '../../test/files.ts'
import { actorAt, county, countyRoot, type TestHouse, testHouse } from '../../test/house.ts'
import { planFolders } from '../adapters/plans/templates.ts'
import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import type { PlansAnswer, TemplateAnswer, TemplateProblem } from '../capabilities/plans/contract.ts'
import type { Evidence } from '../capabilities/plans/shape.ts'
import { storyTemplate } from '../capabilities/plans/stories.ts'
import { pdfOf, pngOf } from '../cli/demo-evidence.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-06-02T02:00:00Z')
const files = folder()
const data = dirname(files.file('here', ''))
const octets = { 'content-type': 'application/octet-stream' }
const roles = { keeper: ['plan.*', 'task.*', 'statement.*'], reporter: ['task.report', 'task.read'], looker: ['visit.read'] }
let house: TestHouse
let door: { app: FastifyInstance }
const cookies = new Map<string, string>()
beforeAll(async () => {
  house = await testHouse(() => now)
  door = { app: await httpDoor(house, { plans: { folders: planFolders(data), evidence: join(data, 'evidence') } }) }
  const { db } = house.record
  const audit = { at: now.toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const documents = toFhir(countyRoot).map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await house.record.write({ county, origin: 'import', audit, documents })
  await ensureRoles(db, county)
  for (const [login, verbs] of Object.entries(roles)) {
    await db.query(`insert into role (county_id, role, name, name_en, verbs, sees) values ($1, $2, $2, $2, $3, 'masked')`, [
      county,
      login,
      verbs,
    ])
    const account = { login, name: login, grants: [{ organization: 'qy', role: login }], password, mustChange: false }
    await createAccount(db, county, account, now)
    cookies.set(login, cookieOf(await signIn(door, login)))
  }
})
afterAll(async () => {
  await door.app.close()
  await house.close()
  files.remove()
})

const as = (login: string) => ({ cookie: cookies.get(login)! })
const bring = (name: string, payload: Buffer, login = 'keeper') =>
  send(door, 'POST', `/api/evidence?name=${encodeURIComponent(name)}`, { ...as(login), payload, headers: octets })
const take = (checksum: string, login = 'keeper') =>
  send(door, 'GET', `/api/evidence/${checksum}?name=${encodeURIComponent('通知.pdf')}`, as(login))
const trail = (action: string) =>
  house.record.db.query<{ detail: string }>('select detail::text from audit where county_id = $1 and action = $2', [county, action])

const pdf = pdfOf(['验收通知', '胸痛中心已通过验收'])
const book = utils.book_new()
utils.book_append_sheet(book, utils.aoa_to_sheet([['机构', '是否达标']]), '明细')
const xlsx = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer

describe('evidence', () => {
  it.each([
    ['通知.pdf', pdf],
    ['照片.PNG', pngOf('2026-03-01', '现场')],
    ['照片.jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['明细.xlsx', xlsx],
  ])('%s is kept once under its checksum', async (name, bytes) => {
    const [first, second] = [await bring(name, bytes), await bring(name, bytes, 'reporter')]
    expect(first.statusCode).toBe(200)
    expect(first.json<Evidence>()).toMatchObject({ name, bytes: bytes.length })
    expect(second.json()).toEqual(first.json())
    expect(readdirSync(join(data, 'evidence')).filter((kept) => kept === first.json<Evidence>().checksum)).toHaveLength(1)
  })

  it.each([
    ['a picture that says it is a document', '通知.pdf', pngOf('1', 'x'), /不符/],
    ['a table that says it is a letter', '通知.docx', xlsx, /不符/],
    ['a program', '通知.exe', Buffer.from('MZ'), /不能附/],
    ['a page', '通知.html', Buffer.from('<script>'), /不能附/],
    ['nothing', '通知.pdf', Buffer.alloc(0), /不符|application/],
    ['too much', '通知.pdf', Buffer.concat([pdf, Buffer.alloc(30 * 2 ** 20)]), /过大|30 MB/],
  ])('%s is refused with the reason, and nothing of it stays', async (_, name, bytes, reason) => {
    const before = readdirSync(join(data, 'evidence'))
    const answer = await bring(name, bytes)
    expect([400, 413]).toContain(answer.statusCode)
    expect(refusalOf(answer).text[0]).toMatch(reason)
    expect(readdirSync(join(data, 'evidence'))).toEqual(before)
  })

  it('is brought only by who may state or report', async () => {
    expect((await bring('通知.pdf', pdf, 'looker')).statusCode).toBe(403)
  })

  it('is given out only once a statement or task names it, as a file and nothing else; who took it stands in the trail', async () => {
    const { checksum, bytes } = (await bring('通知.pdf', pdf)).json<Evidence>()
    expect((await take(checksum)).statusCode).toBe(404)
    const actor = actorAt('qy')
    const plan = await house.do('plan.adopt', { template: storyTemplate }, { actor })
    const evidence = [{ checksum, name: '通知.pdf', bytes }]
    await house.do('statement.state', { plan: plan.id, target: 'centre', unit: 'county', day: '2026-06-01', value: 1, evidence }, { actor })
    const answer = await take(checksum)
    expect([answer.statusCode, answer.rawPayload.equals(pdf)]).toEqual([200, true])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('通知.pdf')}`,
    })
    expect(await trail('evidence.read')).toMatchObject([{ detail: expect.stringContaining(checksum) }])
    expect((await take(checksum, 'reporter')).statusCode).toBe(404) // he reads tasks, and no task names it
    expect((await take(checksum, 'looker')).statusCode).toBe(403)
    expect((await take('f'.repeat(64))).statusCode).toBe(404)
    expect((await take('../../etc/passwd')).statusCode).toBeGreaterThanOrEqual(400)
  })
})

describe('plan files', () => {
  it('of the house and of the county can be adopted; what is wrong in one is told beside them', async () => {
    const own = planFolders(data)[1]!

    mkdirSync(own)
    writeFileSync(join(own, 'own.yaml'), stringify({ ...storyTemplate, code: 'own' }))
    writeFileSync(join(own, 'wrong.yaml'), 'code: [')
    const answer = await send(door, 'GET', '/api/plans', as('keeper'))
    const { templates, problems } = answer.json<PlansAnswer>()
    expect(templates.map(({ code }) => code)).toContain('own')
    expect(templates.length).toBeGreaterThanOrEqual(6)
    expect(problems).toMatchObject([{ file: 'wrong.yaml', line: expect.any(Number) }])
    const one = await send(door, 'GET', '/api/plans/templates/own', as('keeper'))
    expect(one.json<TemplateAnswer>().template).toMatchObject({ code: 'own', targets: [{}, {}, {}] })
    expect((await send(door, 'GET', '/api/plans/templates/none', as('keeper'))).statusCode).toBe(404)
    expect((await send(door, 'GET', '/api/plans/templates/own', as('looker'))).statusCode).toBe(403)
  })

  it('are checked as they are written: the template, or each mistake with its line', async () => {
    const check = (text: string, login = 'keeper') =>
      send(door, 'POST', '/api/plans/check?name=own.yaml', { ...as(login), payload: Buffer.from(text), headers: octets })
    const text = stringify(storyTemplate)
    expect((await check(text)).json<TemplateAnswer>().template.code).toBe('story')
    const answer = await check(text.replace('indicator: visits', 'indicator: nothing'))
    const line = text.split('\n').findIndex((one) => one.includes('indicator: visits')) + 1
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ problems: TemplateProblem[] }>().problems).toMatchObject([{ file: 'own.yaml', line }])
    expect(refusalOf(answer)).toMatchObject({ kind: 'invalid', fields: [{ path: String(line) }] })
    expect((await check(text, 'looker')).statusCode).toBe(403)
    expect((await check(' '.repeat(2 * 2 ** 20 + 1))).statusCode).toBeGreaterThanOrEqual(400)
  })
})
