import { afterAll, beforeAll, expect, it } from 'vitest'
import { a, actorAt, b, county, hypertension, type TestHouse, testHouse } from '../../../test/house.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import { verifyAudit } from '../../record/audit.ts'
import { ensureDivisions } from '../../record/divisions.ts'
import { openHouse } from '../../server/house.ts'
import { perform } from './perform.ts'

let house: TestHouse
let person: string
beforeAll(async () => {
  house = await testHouse()
  person = await house.person(11)
})
afterAll(() => house.close())

const refused = (kind: string, ...paths: string[]) => ({ kind, ...(paths.length ? { fields: paths.map((path) => ({ path })) } : {}) })
const received = () => house.do('visit.receive', { person })
const versions = async (id: string) =>
  (await house.record.db.query<{ n: number }>(`select count(*)::int as n from history where county_id = $1 and id = $2`, [county, id]))[0]!
    .n + 1

it.each([
  ['an unknown kind', 'ghost.walk', {}, refused('missing')],
  ['an unknown verb', 'visit.ghost', {}, refused('missing')],
  ['an unknown case', 'visit.start', {}, refused('missing')],
  ['missing input', 'visit.open', {}, refused('invalid', 'person')],
  ['input of a wrong form', 'visit.open', { person: 'x', class: 'IMP', first: 'yes' }, refused('invalid', 'class', 'first')],
  ['an unknown person', 'visit.open', { person: 'nobody' }, refused('missing', 'person')],
  ['no name', 'resident.register', { name: '  ' }, refused('invalid', 'name')],
  ['a wrong check digit', 'resident.register', { name: '张三', idCard: '141099195603081234' }, refused('invalid', 'idCard')],
  [
    'what contradicts the ID',
    'resident.register',
    { name: '张三', idCard: makeIdCard('141099', '1956-03-08', 412), birthDate: '1956-03-09' },
    refused('invalid', 'birthDate'),
  ],
  ['a birth in the future', 'resident.register', { name: '张三', birthDate: '2199-01-01' }, refused('invalid', 'birthDate')],
  ['a year nobody was born in', 'resident.register', { name: '张三', birthDate: '0000-01-01' }, refused('invalid', 'birthDate')],
  ['a person nobody knows', 'resident.register', { name: '张三', person: 'nobody' }, refused('missing', 'person')],
])('refuses %s', async (_, what, input, refusal) => {
  await expect(house.do(what, input, what === 'visit.start' ? { id: 'nothing' } : {})).rejects.toMatchObject(refusal)
})

it.each([
  ['unknown codes', { diagnoses: [{ system: 'icd10', code: 'Z99.z', name: '?' }] }, refused('invalid', 'diagnoses.0')],
  ['no diagnosis', { disposition: 'home' }, refused('invalid', 'diagnoses')],
  [
    'pressures the wrong way round',
    { diagnoses: hypertension, vitalSigns: { systolic: 80, diastolic: 120 } },
    refused('invalid', 'vitalSigns.systolic'),
  ],
  ['a slip of the key', { vitalSigns: { temperature: 366 } }, refused('invalid', 'vitalSigns.temperature')],
])('closing refuses %s', async (_, input, refusal) => {
  const { id } = await received()
  await expect(house.do('visit.close', input, { id })).rejects.toMatchObject(refusal)
})

it('refuses who may not: without the verb, and of another institution', async () => {
  const { id } = await received()
  await expect(house.do('visit.close', {}, { id, actor: actorAt('qy-a', ['visit.open', 'resident.*']) })).rejects.toMatchObject({
    kind: 'forbidden',
  })
  await expect(house.do('visit.cancel', { reason: 'x' }, { id, actor: b })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(house.do('visit.lapse', {}, { id })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(house.do('visit.cancel', { reason: 'x' }, { id, actor: actorAt('qy-a', ['visit.cancel']) })).resolves.toMatchObject({
    state: 'cancelled',
  })
})

it('refuses a verb that does not fit the state, and a version that is not the one looked at', async () => {
  const { id, version } = await received()
  await expect(house.do('visit.start', {}, { id })).rejects.toMatchObject({ kind: 'conflict' })
  await house.do('visit.record', { complaint: '头晕' }, { id, version })
  await expect(house.do('visit.record', { complaint: '咳嗽' }, { id, version })).rejects.toMatchObject({ kind: 'conflict' })
  expect(await house.do('visit.record', { complaint: '咳嗽' }, { id, version: version + 1 })).toMatchObject({
    version: 3,
    case: { complaint: '咳嗽' },
  })
})

const nested = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'x')
it.each([
  ['NUL', 'a\0b'],
  ['half a character', 'a\ud800b'],
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['a tower of brackets', nested(20_000)],
  ['control characters', 'a\u0001b'],
])('refuses %s as invalid wherever it stands', async (_, text) => {
  const { id } = await received()
  for (const input of [
    { complaint: text },
    { diagnoses: [{ system: 'icd10', code: 'I10.x00', name: text }] },
    { unknown: { [typeof text === 'string' ? text.slice(0, 300_000) : 'x']: [text] } },
  ])
    await expect(house.do('visit.record', input, { id })).rejects.toMatchObject({ kind: 'invalid' })
  await expect(house.do('visit.open', { person: text })).rejects.toMatchObject({ kind: 'invalid' })
  if (typeof text === 'string')
    for (const wrong of [{ id: text }, { id, opId: text }])
      await expect(house.do('visit.start', {}, wrong)).rejects.toMatchObject({ kind: 'invalid' })
  expect((await house.do('visit.record', {}, { id })).version).toBe(2)
})

it('keeps a vital sign that was taken away and measured again', async () => {
  const { id } = await received()
  for (const [i, vitalSigns] of [{ pulse: 70, weight: 60 }, { weight: 60 }, { pulse: 75, weight: 60 }, {}, { pulse: 76 }].entries())
    expect(await house.do('visit.record', { vitalSigns }, { id })).toMatchObject({ version: i + 2 })
  const docs = await house.record.db.query(
    `select id, version, deleted from resource where county_id = $1 and type = 'Observation' and id like $2 order by id`,
    [county, `${id}%`],
  )
  expect(docs).toEqual([
    { id: `${id}-pulse`, version: 5, deleted: false },
    { id: `${id}-weight`, version: 2, deleted: true },
  ])
})

it('performs a key once, also when asked at once from several processes, and answers the same', async () => {
  const other = await openHouse(house.url)
  try {
    for (let round = 0; round < 5; round++) {
      const call = { county, kind: 'visit', verb: 'receive', input: { person }, actor: a, opId: `key-${round}` }
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => perform(i % 2 ? other : house, call)))
      expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
      expect(await versions(answers[0]!.id)).toBe(1)
      expect(await perform(house, call)).toEqual(answers[0])
    }
  } finally {
    await other.record.close()
  }
  const [row] = await house.record.db.query(
    `select count(*)::int as n from audit where county_id = $1 and detail like '%"version":1%' and action = 'visit.receive'`,
    [county],
  )
  const [made] = await house.record.db.query(`select count(*)::int as n from resource where county_id = $1 and type = 'Encounter'`, [
    county,
  ])
  expect(row).toEqual(made)
})

it('does not tell one the answer to another: a key belongs to who used it, for what, on what', async () => {
  const { id } = await house.do('visit.receive', { person }, { opId: 'mine' })
  await expect(house.do('visit.receive', { person }, { opId: 'mine', actor: b })).rejects.toMatchObject({ kind: 'conflict' })
  await expect(house.do('visit.open', { person }, { opId: 'mine' })).rejects.toMatchObject({ kind: 'conflict' })
  await house.do('visit.record', { complaint: 'x' }, { id, opId: 'noted' })
  const { id: another } = await received()
  await expect(house.do('visit.record', { complaint: 'x' }, { id: another, opId: 'noted' })).rejects.toMatchObject({ kind: 'conflict' })
})

it('many hands on one case: each change is in, or refused as a conflict; nothing is lost between', async () => {
  const { id } = await received()
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => house.do('visit.record', { complaint: `n${i}` }, { id })))
  const done = results.filter((r) => r.status === 'fulfilled')
  for (const r of results) if (r.status === 'rejected') expect(r.reason).toMatchObject({ kind: 'conflict' })
  expect(await versions(id)).toBe(1 + done.length)
  expect(new Set(done.map((r) => r.value.version)).size).toBe(done.length)
  expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
})

it('an institution that sees a person for the first time gets a Patient of its own, bound to the person, in the same write', async () => {
  const newcomer = await house.person(13, '解文斌')
  await house.do('visit.receive', { person: newcomer }, { actor: b })
  const bound = await house.record.db.query('select patient_id from person where county_id = $1 and person_id = $2', [county, newcomer])
  expect(bound).toHaveLength(2)
  await house.do('visit.receive', { person: newcomer }, { actor: b })
  expect(await house.record.db.query('select 1 from person where county_id = $1 and person_id = $2', [county, newcomer])).toHaveLength(2)
})

it('where the county’s townships are known, a code that is none of them is refused; those of the record stay, and of villages nobody has listed nobody knows', async () => {
  const { id } = await house.do('resident.register', { name: '单晓梅', township: '141099199' })
  await ensureDivisions(house.record.db, county, [{ code: '141099100', name: '城关镇' }])
  await expect(house.do('resident.register', { name: '张三', township: '141099101' })).rejects.toMatchObject(refused('invalid', 'township'))
  await expect(house.do('resident.amend', { township: '141099198', reason: '迁居' }, { id })).rejects.toMatchObject(
    refused('invalid', 'township'),
  )
  await house.do('resident.amend', { township: '141099199', phone: '13800001234', reason: '补录' }, { id })
  await house.do('resident.amend', { township: '141099100', village: '141099100201', reason: '迁居' }, { id })
  await ensureDivisions(house.record.db, county, [{ code: '141099100202', name: '东关村' }])
  await expect(house.do('resident.amend', { village: '141099100203', reason: '迁居' }, { id })).rejects.toMatchObject(
    refused('invalid', 'village'),
  )
  await house.do('resident.amend', { village: '141099100202', reason: '迁居' }, { id })
})
