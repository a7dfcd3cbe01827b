import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { testDb } from '../../test/postgres.ts'
import type { Resource } from '../fhir/resource.ts'
import { validate } from '../fhir/validate/validate.ts'
import { openRecord, type RecordStore } from '../record/record.ts'
import { passwordCheck } from '../server/access/sign-in.ts'
import { seedAccounts, seedCounty } from './seed.ts'

const demo = demoCounty('141099')
const now = new Date('2026-03-04T02:00:00Z')
const password = 'river-Stone-42'
let record: RecordStore
let closeDb: () => Promise<void>

beforeAll(async () => {
  const { url, db, close } = await testDb()
  await db.close()
  closeDb = close
  record = await openRecord(url, [])
})
afterAll(async () => {
  await record.close()
  await closeDb()
})

const counts = async () => {
  const rows = await record.db.query<{ type: string; n: number; versions: number }>(
    'select type, count(*)::int as n, sum(version)::int as versions from resource where county_id = 141099 group by type order by type',
  )
  return Object.fromEntries(rows.map(({ type, n, versions }) => [type, [n, versions]]))
}

it('seeds the full county once, and a second time changes nothing', async () => {
  const began = performance.now()
  await seedCounty(record, demo, now)
  const logins = await seedAccounts(record, demo, password, now)
  expect(performance.now() - began).toBeLessThan(10_000)
  const first = await counts()
  const posts = demo.practitioners.flatMap((p) => p.posts).length
  const people = demo.practitioners.length
  expect(first).toMatchObject({
    Organization: [demo.organizations.length, demo.organizations.length],
    Practitioner: [people, people],
    PractitionerRole: [posts, posts],
    CareTeam: [demo.teams.length, demo.teams.length],
  })
  await seedCounty(record, demo, now)
  expect(await counts()).toEqual(first)
  expect(await seedAccounts(record, demo, password, now)).toEqual(logins)
})

it('writes resources that R4 allows, and the tree as the record reads it', async () => {
  const docs = await record.db.query<{ doc: string; owner: string }>(
    `select doc, owner from resource where county_id = 141099 and type <> 'duty.roster'`,
  )
  expect(docs.flatMap(({ doc }) => validate(JSON.parse(doc) as Resource).filter((i) => i.severity === 'error'))).toEqual([])
  expect([...new Set(docs.map((d) => d.owner))].sort()).toEqual(['organization', 'practitioner', 'team'])
  const nodes = new Map((await record.organizations(141099)).map((n) => [n.id, n]))
  for (const o of demo.organizations)
    expect(nodes.get(o.id)).toMatchObject({
      name: o.name,
      nameEn: o.nameEn,
      level: o.level,
      type: o.level === 'department' ? null : (o.type ?? null),
      parent: o.parent ?? null,
      code: o.code,
      from: o.from,
      to: o.to ?? '9999-12-31',
      successors: o.successors ?? [],
      ...(o.level === 'institution' ? { township: o.township ?? null, institution: o.id } : {}),
      ...(o.level === 'department' ? { institution: o.parent } : {}),
    })
})

it('gives every demo login the grants of its posts, and the one password', async () => {
  const logins = await seedAccounts(record, demo, password, now)
  expect(logins.map((l) => l.login)).toEqual(demo.accounts.map((a) => a.login))
  expect(logins.find((l) => l.login === 'director')).toMatchObject({ organization: 'qy-rmyy', roles: ['director', 'county-doctor'] })
  const clock = () => new Date('2026-03-04T03:00:00Z')
  const check = passwordCheck(record.db, clock, async () => {})
  await expect(check('township', password)).resolves.toEqual({ county: 141099, login: 'township' })
  await expect(check('township', `${password}!`)).rejects.toThrow()
  const grants = await record.db.query('select organization_id, role from access_grant where login = $1 order by 1, 2', ['director'])
  expect(grants).toEqual([
    { organization_id: 'qy-jt', role: 'director' },
    { organization_id: 'qy-rmyy', role: 'county-doctor' },
    { organization_id: 'qy-rmyy', role: 'director' },
  ])
})

it('holds every village and every identity number for one team and one person', async () => {
  const [row] = await record.db.query<{ villages: number; people: number }>(
    `select count(*) filter (where resource like 'team.village:%')::int as villages,
            count(*) filter (where resource like 'practitioner.id-card:%')::int as people from claim where county_id = 141099`,
  )
  expect(row).toEqual({ villages: demo.teams.flatMap((t) => t.villages).length, people: demo.practitioners.length })
})
