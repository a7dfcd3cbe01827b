import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../../../test/house.ts'
import { importFile } from '../import.ts'
import { fhir as kind } from './fhir.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const load = (lines: readonly string[]) =>
  importFile(files.file('data.ndjson', lines.join('\n')), { record: house.record, county, kind, actor: 'tester' })
const documents = () =>
  house.record.db.query<{ type: string; id: string; doc: string; version: number }>(
    `select type, id, doc, version from resource where county_id = $1 and origin = 'import' and content is not null order by id`,
    [county],
  )
const refusals = () =>
  house.record.db.query<{ line: number; rule: string; value: string; message: string; en: string }>(
    `select line, rule, value, message, message_en as en from batch_refusal where county_id = $1 order by line, rule`,
    [county],
  )

const patient = '{"resourceType":"Patient","id":"p-1","name":[{"text":"张三"}],"birthDate":"1950-01-01"}'
const observation =
  '{"resourceType":"Observation","id":"o.1","status":"final","code":{"text":"血糖"},"subject":{"reference":"Patient/p-1"},"valueQuantity":{"value":6.10,"unit":"mmol/L"}}'

it('takes resources under their ids, as they were written', async () => {
  expect(await load([observation, '', patient])).toMatchObject({ rows: 2, taken: 2, refused: 0 })
  expect(await documents()).toEqual([
    { type: 'Observation', id: 'o.1', doc: observation, version: 1 },
    { type: 'Patient', id: 'p-1', doc: patient, version: 1 },
  ])
  expect(await load([observation, '', patient])).toMatchObject({ taken: 0, changed: 0, skipped: 2 })
  expect(await load([observation.replace('6.10', '6.2'), patient])).toMatchObject({ taken: 0, changed: 1, skipped: 1 })
})

it('refuses by line and path what is no resource, and takes the others', async () => {
  const bad = [
    '{"resourceType":"Patient","id":"x"',
    '[1]',
    '{"resourceType":"Patient","id":"x","id":"y"}',
    '{"resourceType":"Patient"}',
    '{"resourceType":"Patient","id":"a b"}',
    '{"resourceType":"Nothing","id":"x"}',
    '{"resourceType":"Bundle","id":"x","type":"collection"}',
    '{"resourceType":"Patient","id":"x","name":[{"text":"\\u0000"}]}',
    '{"resourceType":"Patient","id":"x","birthDate":"1950-13-01"}',
    patient,
  ]
  expect(await load([patient, ...bad])).toMatchObject({ rows: 11, taken: 1, refused: 10 })
  expect((await refusals()).map(({ line, rule }) => [line, rule])).toEqual([
    [2, 'fhir.structure'],
    [3, 'fhir.structure'],
    [4, 'fhir.structure'],
    [5, 'fhir.id'],
    [6, 'fhir.id'],
    [7, 'fhir.type'],
    [8, 'fhir.type'],
    [9, 'text'],
    [10, expect.stringMatching(/^fhir\./)],
    [11, 'twice'],
  ])
  expect((await refusals())[8]).toMatchObject({ value: 'Patient.birthDate', message: expect.stringContaining('FHIR R4') })
})

it('leaves alone what is worked on here, and says so', async () => {
  const person = await house.person()
  const [own] = await house.record.db.query<{ id: string }>(
    `select id from resource where county_id = $1 and type = 'Patient' and origin <> 'import'`,
    [county],
  )
  expect(person && own).toBeTruthy()
  expect(await load([patient.replace('p-1', own!.id)])).toMatchObject({ taken: 0, changed: 0, refused: 1 })
  expect(await refusals()).toMatchObject([
    { line: 1, rule: 'worked-on', en: `Patient/${own!.id} is worked on here, and an import does not overwrite it` },
  ])
})
