import { afterAll, beforeAll, expect, it } from 'vitest'
import { actorAt, county, type TestHouse, testHouse } from '../../test/house.ts'
import { identity } from '../capabilities/residents/identity/workflow.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { countIdentityConflicts, doubts, type IdentityConflict, identityConflicts } from './identity.ts'
import { findPersons } from './persons.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const card = (n: number) => makeIdCard('141099', '1956-03-08', n)
const born = '1956-03-08'
const register = (input: object, organization = 'qy-a') => house.do('resident.register', input, { actor: actorAt(organization) })

const shown = async () =>
  (await identityConflicts(house.record.db, county, doubts)).map(({ why, people }) => [
    why,
    ...people.map((p) => `${p.name} ${p.idNumber} ${p.organization}`),
  ])

it('names who shares a number under several names, or a name, birth date and telephone under several numbers; nobody else', async () => {
  await register({ name: '单晓梅', idCard: card(2) })
  await register({ name: '解晓梅', idCard: card(2) }, 'qy-b')
  await register({ name: '张三', idCard: card(5), phone: '13800000001' })
  await register({ name: '张三', idCard: card(7), phone: '13800000001' }, 'qy-b')
  // one person at two institutions, two people of one name: none of them is in doubt
  await register({ name: '李四', idCard: card(9), phone: '13800000002' })
  await register({ name: '李四', idCard: card(9), phone: '13800000002' }, 'qy-b')
  await register({ name: '王五', idCard: card(11), phone: '13800000003' })
  await register({ name: '王五', idCard: card(13), phone: '13800000004' })
  await register({ name: '赵六', idCard: card(15), phone: '13800000005' })
  await register({ name: '赵六', birthDate: born, phone: '13800000005' }, 'qy-b')
  // an old number of 15 digits is the new one without its century and check digit
  await register({ name: '周大', idCard: card(31) })
  const old = `${card(31).slice(0, 6)}${card(31).slice(8, 17)}`
  const { id: fifteen } = await register({ name: '周大', birthDate: born, phone: '13800000007' }, 'qy-b')
  await house.record.db.query('update person_name set id_number = $3 where county_id = $1 and patient_id = $2', [county, fifteen, old])
  expect((await shown()).sort()).toEqual([
    ['length', `周大 ${card(31)} qy-a`, `周大 ${old} qy-b`],
    ['none', `赵六 ${card(15)} qy-a`, '赵六 null qy-b'],
    ['number', `单晓梅 ${card(2)} qy-a`, `解晓梅 ${card(2)} qy-b`],
    ['person', `张三 ${card(5)} qy-a`, `张三 ${card(7)} qy-b`],
  ])
  const { db } = house.record
  expect(await countIdentityConflicts(db, county)).toEqual({ number: 1, person: 1, length: 1, none: 1 })
  expect(await identityConflicts(db, county, doubts, 1)).toHaveLength(1)
})

it('what somebody decided is not proposed again, to nobody who says the same; taken back, it is', async () => {
  const [
    {
      people: [a, b],
    },
  ] = (await identityConflicts(house.record.db, county, ['person'])) as [IdentityConflict]
  const pair = { a: a.patient, b: b.patient, reason: '核对' }
  const person = async () => (await countIdentityConflicts(house.record.db, county)).person
  const different = await house.do('identity.distinguish', pair)
  await register({ name: '张三', idCard: card(7), phone: '13800000001' }, 'qy-a')
  expect(await person()).toBe(0)
  await house.do('identity.undo', { reason: '再看' }, { id: different.id })
  expect(await person()).toBe(1)
  const same = await house.do('identity.merge', pair)
  expect(await person()).toBe(0)
  expect((await findPersons(house.record.db, county, '张三')).map((p) => p.patients.length)).toEqual([3])
  await expect(house.do('identity.distinguish', pair)).rejects.toMatchObject({ kind: 'conflict' })
  await house.do('identity.part', { patients: [b.patient], reason: '另一个人' })
  await expect(house.do('identity.undo', { reason: '晚了' }, { id: same.id })).rejects.toMatchObject({ kind: 'conflict' })
  expect((await findPersons(house.record.db, county, '张三')).map((p) => p.patients.length).sort()).toEqual([1, 2])
  const [entry] = await house.record.db.query<{ detail: string; patient: string }>(
    `select detail, patient_id as patient from audit where county_id = $1 and action = 'identity.merge'`,
    [county],
  )
  expect([entry!.patient, JSON.parse(entry!.detail)]).toMatchObject([
    a.patient,
    { patients: [a.patient, b.patient], persons: [b.person, a.person] },
  ])
})

it('a hospital of the county settles any doubt, a township only that of its own patients', async () => {
  const { may } = identity.operations.merge
  const patients = [{ resourceType: 'Patient', id: 'p', managingOrganization: { reference: 'Organization/qy-a' } }]
  const asks = (id: string, type: string) =>
    may?.(
      actorAt(id),
      { a: 'p', b: 'q', reason: '' },
      { a: { id: 'p', patients, numbers: [], founds: {} }, b: undefined, here: { id, name: '', level: 'institution', type } },
    )
  expect([asks('qy-a', 'C220'), asks('qy-b', 'A100')]).toEqual([true, true])
  expect(asks('qy-b', 'C220')).not.toBe(true)
})

it('two desks that merge and part at one moment: each patient is one person still', async () => {
  const ids = await Promise.all(['钱一', '钱一'].map(async (name) => (await register({ name })).id))
  const [one, other] = ids as [string, string]
  for (let round = 0; round < 3; round++) {
    await Promise.allSettled([
      house.do('identity.merge', { a: one, b: other, reason: '一人' }),
      house.do('identity.merge', { a: other, b: one, reason: '一人' }),
      house.do('identity.part', { patients: [other], reason: '两人' }),
    ])
    const rows = await house.record.db.query(
      `select patient_id from person where county_id = $1 and patient_id = any($2) and valid_to = 'infinity' order by 1`,
      [county, ids],
    )
    expect(rows).toEqual([...ids].sort().map((patient_id) => ({ patient_id })))
  }
})

it('who was entered in error is no longer in doubt', async () => {
  const number = async () => (await countIdentityConflicts(house.record.db, county)).number
  const { id } = await register({ name: '孙甲', idCard: card(21) })
  await register({ name: '孙乙', idCard: card(21) }, 'qy-b')
  expect(await number()).toBe(2)
  await house.do('resident.annul', { reason: '录错' }, { id })
  expect(await number()).toBe(1)
})
