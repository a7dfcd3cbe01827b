import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, folder, type Line, line } from '../../test/files.ts'
import { actorAt, county, type TestHouse, testHouse } from '../../test/house.ts'
import { importFile } from '../adapters/files/import.ts'
import { visits as kind } from '../adapters/files/kinds/visits.ts'
import type { Identity } from '../capabilities/residents/identity/shape.ts'
import { identity } from '../capabilities/residents/identity/workflow.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { countIdentityConflicts, doubts, type IdentityConflict, identityConflicts } from './identity.ts'
import { findPersons } from './persons.ts'
import { refreshResidents } from './residents.ts'
import { undoBatch } from './undo.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
const files = folder()
afterAll(async () => {
  files.remove()
  await house.close()
})

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

let nth = 0
/** One visit of somebody with this number, from a file. */
const visit = async (idNumber: string, name: string, code = 'QY000002X', change: Line = {}) => {
  const row = line(nth++, { 证件号码: idNumber, 姓名: name, 机构代码: code, ...change })
  return importFile(files.file(`visit-${nth}.csv`, csv([row])), { record: house.record, county, kind, actor: 'tester' })
}
const takeBack = (batch: string) => undoBatch(house.record, county, batch, { actor: 'tester', now: new Date().toISOString() })
/** Who is one person: of everybody with this name the ID numbers, by person. */
const grouped = async (name: string) => {
  const rows = await house.record.db.query<{ numbers: string[] }>(
    `select array_agg(distinct n.id_number) as numbers from person_name n join person p on p.county_id = n.county_id and p.patient_id = n.patient_id and p.valid_to = 'infinity'
     where n.county_id = $1 and n.name = $2 and n.reading = 0 group by p.person_id`,
    [county, name],
  )
  return rows.map(({ numbers }) => numbers).sort()
}
const patientOf = async (idNumber: string) => {
  const [row] = await house.record.db.query<{ id: string }>(
    'select min(patient_id) as id from person_name where county_id = $1 and id_number = $2',
    [county, idNumber],
  )
  return row!.id
}

it('two numbers that are one person stay so, whatever comes later by whichever door; taken back, each number is a person again with all who came by it', async () => {
  const [one, other] = [card(41), card(43)] as [string, string]
  const [apart, together] = [[[one], [other]].sort(), [[one, other].sort()]]
  const first = await visit(one, '吴双')
  await visit(other, '吴双')
  expect(await grouped('吴双')).toEqual(apart)
  const merged = await house.do('identity.merge', { a: await patientOf(one), b: await patientOf(other), reason: '补办了证件' })
  expect(await grouped('吴双')).toEqual(together)
  await visit(other, '吴双', 'QY0000038')
  await visit(one, '吴双', 'QY0000038')
  await register({ name: '吴双', idCard: other })
  expect(await grouped('吴双')).toEqual(together)
  const { person } = (await findPersons(house.record.db, county, one))[0]!
  const { from } = (merged.case as Identity).moved[0]!
  const late = await patientOf(other) // as if he had come while the decision was being written
  await house.record.db.query(
    `update person set person_id = $3 where county_id = $1 and patient_id = $2 and valid_to = 'infinity' and person_id = $4`,
    [county, late, from, person],
  )
  expect(await grouped('吴双')).not.toEqual(together)
  await refreshResidents(house.record.db, county, true)
  expect(await grouped('吴双')).toEqual(together)
  await takeBack(first.batch)
  await visit(one, '吴双')
  expect(await grouped('吴双')).toEqual(together)
  await house.do('identity.undo', { reason: '认错人' }, { id: merged.id })
  expect(await grouped('吴双')).toEqual(apart)
  await visit(other, '吴双', 'QY0000038')
  await register({ name: '吴双', idCard: one })
  expect(await grouped('吴双')).toEqual(apart)
})

it('who was told apart stays apart when his file is taken back and comes again, or comes with the other’s number; one number of two persons is in doubt', async () => {
  const number = card(45)
  await visit(number, '郑一')
  const wrong = await visit(number, '郑二', 'QY0000038')
  const persons = async () => new Set((await findPersons(house.record.db, county, number)).map(({ person }) => person)).size
  expect(await persons()).toBe(1)
  const [stranger] = await house.record.db.query<{ id: string }>(
    `select patient_id as id from person_name where county_id = $1 and name = '郑二'`,
    [county],
  )
  await house.do('identity.part', { patients: [stranger!.id], reason: '冒用证件' })
  expect(await persons()).toBe(2)
  await takeBack(wrong.batch)
  expect(await persons()).toBe(1)
  await visit(number, '郑二', 'QY0000038')
  expect(await persons()).toBe(2)

  const [known, nobody] = [await register({ name: '郑三', idCard: card(47) }), await register({ name: '郑三', birthDate: born })]
  await house.do('identity.distinguish', { a: known.id, b: nobody.id, reason: '同名' })
  await house.do('resident.amend', { idCard: card(47), reason: '补录' }, { id: nobody.id })
  expect(await findPersons(house.record.db, county, '郑三')).toHaveLength(2)
  const doubted = await identityConflicts(house.record.db, county, ['number'])
  expect(doubted.filter(({ people }) => people.some(({ name }) => name === '郑三'))).toEqual([])
  const third = await register({ name: '郑三', idCard: card(49) })
  await house.do('identity.distinguish', { a: known.id, b: third.id, reason: '同名' })
  await register({ name: '郑三', idCard: card(51) }, 'qy-b')
  await house.do('resident.amend', { idCard: card(51), reason: '更正' }, { id: third.id })
  expect((await shown()).filter(([, who]) => who?.startsWith('郑三'))).toEqual([
    ['number', `郑三 ${card(51)} qy-a`, `郑三 ${card(51)} qy-b`],
  ])
})

it('in any order of files, desks, decisions and undone files, a number is where the decisions in force put it', async () => {
  const step = fc.oneof(
    fc.record({ what: fc.constantFrom('file' as const, 'desk' as const, 'again' as const), n: fc.nat(2), at: fc.nat(1) }),
    fc.record({ what: fc.constant('merge' as const), n: fc.nat(2), at: fc.nat(2) }),
    fc.record({ what: fc.constant('undo' as const), n: fc.nat(3), at: fc.constant(0) }),
  )
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      const name = `卫${++run}`
      const numbers = [0, 1, 2].map((i) => card(101 + run * 6 + i * 2))
      const home = [0, 1, 2]
      const decisions: { id: string; from: number; to: number; moved: number[] }[] = []
      const batches = new Map<string, string>()
      for (const number of numbers) await register({ name, idCard: number })
      for (const { what, n, at } of steps) {
        const code = ['QY000002X', 'QY0000038'][at]!
        if (what === 'desk') await register({ name, idCard: numbers[n]! })
        else if (what === 'file') batches.set(`${n} ${code}`, (await visit(numbers[n]!, name, code)).batch)
        else if (what === 'again' && batches.has(`${n} ${code}`)) {
          await takeBack(batches.get(`${n} ${code}`)!)
          batches.set(`${n} ${code}`, (await visit(numbers[n]!, name, code)).batch)
        } else if (what === 'merge' && home[n] !== home[at]) {
          const [a, b] = await Promise.all([n, at].map((i) => patientOf(numbers[i]!)))
          const moved = [0, 1, 2].filter((i) => home[i] === home[at])
          const { id } = await house.do('identity.merge', { a, b, reason: '一人' })
          decisions.push({ id, from: home[at]!, to: home[n]!, moved })
          for (const i of moved) home[i] = home[n]!
        } else if (what === 'undo' && decisions[n]) {
          const { id, from, to, moved } = decisions[n]
          const done = house.do('identity.undo', { reason: '再看' }, { id })
          if (moved.some((i) => home[i] !== to)) await expect(done).rejects.toMatchObject({ kind: 'conflict' })
          else {
            await done
            decisions.splice(n, 1)
            for (const i of moved) home[i] = from
          }
        }
        const expected = [0, 1, 2].map((h) => numbers.filter((_, i) => home[i] === h).sort()).filter((some) => some.length)
        expect(await grouped(name)).toEqual(expected.sort())
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)
