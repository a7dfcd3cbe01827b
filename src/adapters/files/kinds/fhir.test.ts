import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../../../test/house.ts'
import { type ImportOptions, importFile } from '../import.ts'
import { namesIn } from '../names.ts'
import { fhir as kind } from './fhir.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const load = (lines: readonly string[], more: Partial<ImportOptions> = {}) =>
  importFile(files.file('data.ndjson', lines.join('\n')), { record: house.record, county, kind, actor: 'tester', ...more })
const documents = () =>
  house.record.db.query<{ type: string; id: string; doc: string; version: number }>(
    `select type, id, doc, version from resource where county_id = $1 and origin = 'import' and content is not null and not deleted order by id`,
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

const about = (id: string, patient: string, more = '') =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"x"},"subject":{"reference":"${patient}"}${more}}`
const there = async () => (await documents()).map(({ type, id }) => `${type}/${id}`)

it('refuses rows whose references lead nowhere, with path and mending, in whatever order; the others go in', async () => {
  const lines = [
    about('early', 'Patient/p-1'),
    about('lost', 'Patient/none'),
    patient,
    about('late', 'Patient/p-1', ',"performer":[{"reference":"Patient/p-1"},{"reference":"Practitioner/nobody"}]'),
    about('urn', 'urn:uuid:7d0b1c9e-6f0a-4c1e-9a55-0a7f3e0c1a01'),
    about('asks', 'Patient?identifier=1'),
    about('elsewhere', 'http://other.example/fhir/Patient/1', ',"focus":[{"display":"x"}]'),
    about('after-lost', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/lost"}]'),
    about('itself', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/itself"}]'),
  ]
  for (const chunkRows of [2000, 1]) {
    expect(await load([...lines, `{"n":${chunkRows}}`], { chunkRows })).toMatchObject({ rows: 10, refused: 6 })
    expect(await there()).toEqual(['Observation/early', 'Observation/elsewhere', 'Observation/itself', 'Patient/p-1'])
    const said = (await refusals()).filter(({ rule }) => rule === 'reference')
    expect([...new Map(said.map(({ line, value }) => [line, value]))]).toEqual([
      [2, 'Observation.subject'],
      [4, 'Observation.performer[1]'],
      [5, 'Observation.subject'],
      [6, 'Observation.subject'],
      [8, 'Observation.hasMember[0]'],
    ])
    expect(said[0]!.en).toMatch(/"Patient\/none" .* bring it in/)
  }
  expect(
    await load([about('lost', 'Patient/p-1'), about('next', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/early"}]')]),
  ).toMatchObject({ taken: 2, refused: 0 })
})

it('takes back what relied on a row that was refused only later, and what relied on that', async () => {
  expect(await load([patient, about('changed', 'Patient/p-1')])).toMatchObject({ taken: 2 })
  const bad = '{"resourceType":"Patient","id":"bad","birthDate":"1950-13-01"}'
  const lines = [
    about('third', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/second"}]'),
    about('second', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/first"}]'),
    about('changed', 'Patient/p-1', ',"hasMember":[{"reference":"Observation/first"}]'),
    about('first', 'Patient\\/bad'),
    about('good', 'Patient/p-1'),
    bad,
  ]
  expect(await load(lines, { chunkRows: 1 })).toMatchObject({ rows: 6, taken: 1, changed: 0, refused: 5, state: 'done' })
  expect(await there()).toEqual(['Observation/changed', 'Observation/good', 'Patient/p-1'])
  expect((await documents())[0]!.doc).toBe(about('changed', 'Patient/p-1'))
  expect((await refusals()).map(({ line, value }) => [line, value])).toEqual([
    [1, 'Observation.hasMember[0]'],
    [2, 'Observation.hasMember[0]'],
    [3, 'Observation.hasMember[0]'],
    [4, 'Observation.subject'],
    [6, 'Patient.birthDate'],
  ])
  const mended = [...lines.slice(0, 5), bad.replace('-13-', '-12-')]
  expect(await load(mended, { chunkRows: 1 })).toMatchObject({ taken: 4, changed: 1, skipped: 1, refused: 0 })
})

it('takes several files as one import: a reference may lead from one into another', async () => {
  const rows = (text: string) => () => [[text], ['']]
  const names = namesIn(house.record, county, [rows(patient), rows(about('o-2', 'Patient/p-1'))])
  expect(await load([about('o-2', 'Patient/p-1'), about('o-3', 'Patient/p-2')], { names })).toMatchObject({ taken: 1, refused: 1 })
  expect(await there()).toEqual(['Observation/o-2'])
})

const npi = (value: string) => `Practitioner?identifier=http://npi|${value}`
const doctor = (id: string, value: string, more = '') =>
  `{"resourceType":"Practitioner","id":"${id}","identifier":[{"system":"http://npi","value":"${value}"}]${more}}`
const by = (id: string, reference: string) =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"x"},"performer":[{"reference":"${reference}"}],"valueQuantity":{"value":1.10}}`

it('puts in the place of a conditional reference the one resource that meets it: of the import, in any order, or of the record', async () => {
  const [early, late] = [by('early', npi('1')), by('late', npi('1').replace('?', '\\u003f').replace('/', '\\/'))]
  for (const chunkRows of [2000, 1])
    expect(await load([early, doctor('d-1', '1'), late, `{"n":${chunkRows}}`], { chunkRows })).toMatchObject({ rows: 4, refused: 1 })
  const stored = [by('early', 'Practitioner/d-1'), by('late', 'Practitioner/d-1')]
  expect((await documents()).map(({ doc }) => doc)).toEqual([doctor('d-1', '1'), ...stored])
  expect(await load([by('next', npi('1')), by('early', npi('1'))])).toMatchObject({ taken: 1, changed: 0, skipped: 1 })
  // what the import brings takes the place of what stands under its id
  expect(await load([by('moved', npi('1')), by('found', npi('2')), doctor('d-1', '2')])).toMatchObject({ taken: 1, changed: 1, refused: 1 })
  expect((await documents()).find(({ id }) => id === 'found')!.doc).toBe(by('found', 'Practitioner/d-1'))
  expect((await refusals()).filter(({ line, rule }) => line === 1 && rule === 'reference')).toMatchObject([
    { value: 'Observation.performer[0]', en: expect.stringMatching(/http:\/\/npi\|1" is met by nothing/) },
  ])
})

it('refuses a conditional reference that finds none, many, another kind of thing, or that cannot be told, by path and reason', async () => {
  await load([doctor('d-1', '1'), doctor('d-2', '2'), doctor('d-3', '2')])
  const bad = [
    [npi('0'), 'reference', /is met by nothing/],
    [npi('1'), 'fhir.multiple-matches', /more than one/],
    [npi('2'), 'fhir.multiple-matches', /more than one/],
    ['Practitioner?identifer=1', 'fhir.not-supported', /identifier/],
    ['Practitioner?birthdate=1', 'fhir.not-supported', /birthdate/],
    ['Practitioner?_has:Observation:performer:code=1', 'fhir.not-supported', /chain/],
    ['Practitioner?_lastUpdated=gt2000', 'fhir.too-costly', /identifier/],
    ['Practitioner?_count=1', 'fhir.too-costly', /identifier/],
    ['Location?identifier=7', 'fhir.value', /points to Location/],
    ['Nothing?identifier=7', 'fhir.value', /not a reference/],
  ] as const
  const lines = bad.map(([reference], n) => by(`o-${n}`, reference))
  const place = '{"resourceType":"Location","id":"l","identifier":[{"value":"7"}]}'
  expect(await load([...lines, doctor('d-9', '1'), place])).toMatchObject({ taken: 2, refused: bad.length })
  const said = await refusals()
  bad.forEach(([reference, rule, words], n) => {
    expect([reference, said.filter(({ line }) => line === n + 1)]).toEqual([
      reference,
      [expect.objectContaining({ rule, value: expect.stringMatching(/^Observation\.performer\[0\]/), en: expect.stringMatching(words) })],
    ])
  })
})

it('takes back what found by a condition a row that was refused', async () => {
  const lines = [by('first', npi('1')), about('second', 'Patient/p', ',"hasMember":[{"reference":"Observation/first"}]'), patient]
  const bad = doctor('d-1', '1', ',"birthDate":"1950-13-01"')
  expect(await load([...lines.map((line) => line.replace('Patient/p"', 'Patient/p-1"')), bad], { chunkRows: 1 })).toMatchObject({
    taken: 1,
    refused: 3,
  })
  expect(await there()).toEqual(['Patient/p-1'])
})

it('asks the record once for a condition, however many rows have it', async () => {
  await load([doctor('d-1', '1')])
  let asked = 0
  const search = {
    ...house.record.search,
    points: (...of: Parameters<typeof house.record.search.points>) => {
      asked += 1
      return house.record.search.points(...of)
    },
  }
  const lines = Array.from({ length: 50 }, (_, n) => by(`o-${n}`, npi('1')))
  expect(await load(lines, { chunkRows: 5, record: { ...house.record, search } })).toMatchObject({ taken: 50 })
  expect(asked).toBe(1)
})

it('asks for no targets where that was switched off', async () => {
  expect(await load([about('lost', 'Patient/none')], { options: { references: 'any' } })).toMatchObject({ taken: 1, refused: 0 })
})

it('whatever refers to whatever in whatever order: what stands is all that can stand, and every other row is refused', async () => {
  const row = fc.record({ valid: fc.nat(4).map((n) => n > 0), refers: fc.array(fc.nat(11), { maxLength: 2 }) })
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), fc.constantFrom(1, 2, 100), async (rows, chunkRows) => {
      run += 1
      const id = (n: number) => `r${run}-${n}`
      const lines = rows.map(({ valid, refers }, n) =>
        JSON.stringify({
          resourceType: 'Observation',
          id: id(n),
          identifier: [{ value: id(n) }],
          ...(valid ? { status: 'final' } : {}),
          code: { text: `${run}` },
          ...(refers.length
            ? { hasMember: refers.map((to) => ({ reference: `Observation${to % 2 ? '/' : '?identifier='}${id(to)}` })) }
            : {}),
        }),
      )
      let standing = new Set(rows.flatMap(({ valid }, n) => (valid ? [n] : [])))
      for (let before = -1; before !== standing.size; ) {
        before = standing.size
        standing = new Set([...standing].filter((n) => rows[n]!.refers.every((to) => standing.has(to))))
      }
      const done = await load(lines, { chunkRows })
      expect(done).toMatchObject({ taken: standing.size, refused: rows.length - standing.size })
      const there = (await documents()).filter((one) => one.id.startsWith(`r${run}-`)).map((one) => one.id)
      expect(there.sort()).toEqual([...standing].map(id).sort())
    }),
    { numRuns: 25 },
  )
}, 120_000)

it('takes no id that what the program publishes may have', async () => {
  const system = (id: string) => `{"resourceType":"CodeSystem","id":"${id}","status":"active","content":"complete"}`
  expect(await load([system('countywide-mine'), system('mine'), patient.replace('p-1', 'countywide-p')])).toMatchObject({
    taken: 2,
    refused: 1,
  })
  expect((await refusals()).map(({ line, rule }) => [line, rule])).toEqual([[1, 'fhir.id']])
})
