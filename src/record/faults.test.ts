import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDb } from '../../test/postgres.ts'
import type { Resource } from '../fhir/resource.ts'
import { incoming } from './incoming.ts'
import { loadChunk } from './load.ts'
import type { Plan } from './plan.ts'
import { openRecord, type RecordStore } from './record.ts'

const county = 141099
let record: RecordStore
let closeDb: () => Promise<void>
beforeAll(async () => {
  const { url, db, close } = await testDb()
  await db.close()
  closeDb = close
  record = await openRecord(url, [])
  await record.addCounty({ id: county, name: '清源县', nameEn: '' })
})
afterAll(async () => {
  await record.close()
  await closeDb()
})

const audit = { at: '2026-03-02T00:00:00.000Z', actor: 'test', organization: '', action: 'test', detail: {} }
const patient = (id: string, more: object = {}): Resource => ({ resourceType: 'Patient', id, gender: 'female', ...more })
const planOf = (resource: Resource): Plan => ({
  county,
  audit,
  origin: 'performed',
  documents: [{ type: resource.resourceType, id: resource.id!, before: 'new', doc: JSON.stringify(resource) }],
})
const kept = async () =>
  (await record.db.query<{ id: string }>('select id from resource where county_id = $1 order by id', [county])).map((r) => r.id)

it('refuses to write what R4 forbids, names it, and writes its neighbours of the same group', async () => {
  const group = [
    patient('good-1'),
    patient('bad-1', { gender: 'femal' }),
    patient('good-2'),
    { resourceType: 'house.kind', id: 'own', gender: 1 },
  ]
  const answers = await Promise.allSettled(group.map((resource) => record.write(planOf(resource))))
  expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  const [, bad] = answers
  expect(String(bad?.status === 'rejected' && bad.reason)).toMatch(/Patient\/bad-1 .*\nPatient\.gender: /)
  expect(await kept()).toEqual(['good-1', 'good-2', 'own'])
})

it('keeps an invalid document of a file out, with its line, and takes the others', async () => {
  await record.db.query(
    `insert into batch (county_id, id, kind, file_name, checksum, state, actor, started_at) values ($1, 'b', 'visits', 'f', 'c', 'running', 'test', now())`,
    [county],
  )
  const documents = [patient('in-1'), patient('in-2', { birthDate: '2026-13-01' })].map((resource, i) =>
    incoming(resource, { line: i + 2 }),
  )
  const load = { county, batch: 'b', since: audit.at, audit }
  expect(await loadChunk(record, load, { documents, refusals: [], checkpoint: 3 })).toEqual({
    taken: 1,
    changed: 0,
    skipped: 0,
    refused: 1,
    state: 'running',
  })
  expect(await kept()).toContain('in-1')
  expect(await kept()).not.toContain('in-2')
  expect(await record.db.query('select line, value, rule from batch_refusal where batch_id = $1', ['b'])).toEqual([
    { line: 3, value: 'Patient.birthDate', rule: expect.stringMatching(/^fhir\./) },
  ])
})
