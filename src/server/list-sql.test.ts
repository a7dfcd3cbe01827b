import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { testDb } from '../../test/postgres.ts'
import { capabilities } from '../capabilities/index.ts'
import { organisations } from '../capabilities/organisations/index.ts'
import { seedCounty } from '../cli/seed.ts'
import { openRecord, type RecordStore } from '../record/record.ts'
import { listSql } from './list-sql.ts'
import { orgKeys } from './organizations.ts'

const demo = demoCounty('141099')
const county = Number(demo.county.code)
let record: RecordStore
let closeDb: () => Promise<void>

beforeAll(async () => {
  const { url, db, close } = await testDb()
  await db.close()
  closeDb = close
  record = await openRecord(
    url,
    organisations.views.map((v) => v.definition),
  )
  await seedCounty(record, demo)
  await record.organizations(county)
})
afterAll(async () => {
  await record.close()
  await closeDb()
})

const ask = async (name: string, q?: string, state?: string) => {
  const list = organisations.lists.find((l) => l.name === name)!
  const { page, total } = listSql(list, county, { limit: 500, q, state, orgs: undefined })
  const [rows, [counted]] = await Promise.all([
    record.db.query<Record<string, string>>(page.sql, page.values),
    record.db.query<{ n: number }>(total.sql, total.values),
  ])
  expect(counted!.n).toBe(rows.length)
  return rows
}

it('lists without persons are searched in their texts, without case, and not at all by blanks', async () => {
  const posts = demo.practitioners.flatMap((p) => p.posts)
  expect(await ask('practitioners', '  ')).toHaveLength(posts.length)
  expect((await ask('practitioners', '马贵军')).map((r) => r['department_name']).sort()).toEqual(['全科', '内科'])
  expect((await ask('organizations', 'qy0000038')).length).toBeGreaterThan(20)
  expect((await ask('teams', '东关社区')).map((r) => r['name'])).toEqual(['清河镇家庭医生第一团队'])
  expect(await ask('organizations', "100%' or '1'='1")).toEqual([])
})

it('every list of the capability can be read whole', async () => {
  for (const { name } of organisations.lists) expect((await ask(name)).length).toBeGreaterThan(0)
})

it('a state is asked of the column that shows it, computed or not; a list without one refuses', async () => {
  const all = await ask('organizations')
  expect(await ask('organizations', undefined, 'active')).toEqual(all.filter(({ state }) => state === 'active'))
  expect(await ask('organizations', undefined, 'none such')).toEqual([])
  const population = capabilities.flatMap(({ lists }) => lists).find(({ name }) => name === 'population')!
  expect(() => listSql(population, county, { limit: 1, state: 'active', orgs: undefined })).toThrow(
    expect.objectContaining({ kind: 'invalid' }),
  )
  const staff = capabilities.flatMap(({ lists }) => lists).find(({ name }) => name === 'staff')!
  const { page } = listSql(staff, county, { limit: 1, state: 'active', orgs: undefined })
  expect(page.sql).toContain("case when f.until < (now() at time zone 'Asia/Shanghai')::date then 'ended'")
  expect(page.sql).not.toContain('f.state')
})

it('a post sees its own institution and what is below; the county’s root, its group and its offices see the county, and whoever asks for one institution sees that', async () => {
  const nodes = await record.organizations(county)
  const seen = (own: string, org?: string) => orgKeys(nodes, org, own)
  const keysOf = (...ids: string[]) => nodes.filter(({ id }) => ids.includes(id)).map(({ key }) => key)
  for (const own of ['qy', 'qy-jt', 'qy-wjj', 'qy-ybj']) expect(seen(own)).toBeUndefined()
  expect(seen('qy-cdc')).toEqual(expect.arrayContaining(keysOf('qy-cdc')))
  expect(seen('qy-cdc')).not.toEqual(expect.arrayContaining(keysOf('qy-rmyy')))
  expect(seen('qy-wjj', 'qy-lq-wsy')).toEqual(expect.arrayContaining(keysOf('qy-lq-wsy', 'qy-lq-c01')))
  expect(seen('qy-lq-wsy', 'qy')).toBeUndefined()
  expect(() => seen('qy-wjj', 'nobody')).toThrow(expect.objectContaining({ kind: 'missing' }))
})
