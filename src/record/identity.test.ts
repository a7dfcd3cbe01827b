import { afterAll, beforeAll, expect, it } from 'vitest'
import { actorAt, county, type TestHouse, testHouse } from '../../test/house.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { countIdentityConflicts, identityConflicts } from './identity.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const card = (n: number) => makeIdCard('141099', '1956-03-08', n)
const born = '1956-03-08'
const register = (input: object, organization = 'qy-a') => house.do('resident.register', input, { actor: actorAt(organization) })

it('names who shares a number under several names, or a name, birth date and telephone under several numbers; nobody else', async () => {
  await register({ name: '单晓梅', idCard: card(2) })
  await register({ name: '解晓梅', idCard: card(2) }, 'qy-b')
  await register({ name: '张三', idCard: card(5), phone: '13800000001' })
  await register({ name: '张三', idCard: card(7), phone: '13800000001' }, 'qy-b')
  // one person at two institutions, two people of one name, one without a number: none of them is in doubt
  await register({ name: '李四', idCard: card(9), phone: '13800000002' })
  await register({ name: '李四', idCard: card(9), phone: '13800000002' }, 'qy-b')
  await register({ name: '王五', idCard: card(11), phone: '13800000003' })
  await register({ name: '王五', idCard: card(13), phone: '13800000004' })
  await register({ name: '赵六', idCard: card(15), phone: '13800000005' })
  await register({ name: '赵六', birthDate: born, phone: '13800000005' }, 'qy-b')
  const { db } = house.record
  const found = await identityConflicts(db, county)
  expect(found.map(({ why, people }) => [why, people.map((p) => `${p.name} ${p.idNumber} ${p.organization}`).sort()])).toEqual([
    ['number', [`单晓梅 ${card(2)} qy-a`, `解晓梅 ${card(2)} qy-b`]],
    ['person', [`张三 ${card(5)} qy-a`, `张三 ${card(7)} qy-b`]],
  ])
  expect(await countIdentityConflicts(db, county)).toEqual({ number: 1, person: 1 })
  expect(await identityConflicts(db, county, 1)).toHaveLength(1)
})

it('who was entered in error is no longer in doubt', async () => {
  const { id } = await register({ name: '孙甲', idCard: card(21) })
  await register({ name: '孙乙', idCard: card(21) }, 'qy-b')
  expect((await countIdentityConflicts(house.record.db, county)).number).toBe(2)
  await house.do('resident.annul', { reason: '录错' }, { id })
  expect((await countIdentityConflicts(house.record.db, county)).number).toBe(1)
})
