import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { findPersons } from './persons.ts'

let house: TestHouse
const card = makeIdCard('141099', '1956-03-08', 412)
const people = [
  { name: '单晓梅', idCard: card, phone: '13800001234' },
  { name: '解文斌', idCard: makeIdCard('141099', '1970-05-01', 33), phone: '13900005678' },
  { name: '曾国荃', birthDate: '1980-02-29', sex: 'male' },
  { name: '欧阳修文', phone: '0358-6012345' },
  { name: '阿依古丽·买买提' },
  { name: '张三' },
  { name: '张三丰' },
  { name: 'O_Brien%' },
]
beforeAll(async () => {
  house = await testHouse()
  for (const one of people) await house.do('resident.register', one)
})
afterAll(() => house.close())
const find = async (q: string, limit?: number) => (await findPersons(house.record.db, county, q, limit)).map((p) => p.name).sort()

it.each([
  ['单', ['单晓梅']],
  ['单晓', ['单晓梅']],
  ['晓梅', ['单晓梅']],
  ['修文', ['欧阳修文']],
  ['张三', ['张三', '张三丰']],
  ['张三丰', ['张三丰']],
  ['三丰', ['张三丰']],
  ['古丽', ['阿依古丽·买买提']],
  ['shan', ['单晓梅']],
  ['dan', ['单晓梅']],
  ['shanxiaomei', ['单晓梅']],
  ['Shan Xiao', ['单晓梅']],
  ['sxm', ['单晓梅']],
  ['dxm', ['单晓梅']],
  ['xwb', ['解文斌']],
  ['jwb', ['解文斌']],
  ['zgq', ['曾国荃']],
  ['ouyang', ['欧阳修文']],
  ['ｓｘｍ', ['单晓梅']],
  [card, ['单晓梅']],
  [card.toLowerCase(), ['单晓梅']],
  [card.slice(0, 10), ['单晓梅']],
  [card.slice(0, 11), ['单晓梅']],
  [card.slice(-4), ['单晓梅']],
  ['13800001234', ['单晓梅']],
  ['１３８００００１２３４', ['单晓梅']],
  ['13800', ['单晓梅']],
  ['1234', ['单晓梅']],
  ['5678', ['解文斌']],
  ['晓丽', []],
  ['13811111111', []],
  ['', []],
  ['   ', []],
  ['%', ['O_Brien%']],
  ['_', ['O_Brien%']],
  ['单%', []],
  ["'; drop table person", []],
  ['张三丰丰', []],
])('%s finds %j', async (q, names) => {
  expect(await find(q)).toEqual(names)
})

it('a name that was changed is found by the new one only', async () => {
  const { id } = await house.do('resident.register', { name: '旧名甲', phone: '13700000001' })
  await house.do('resident.amend', { name: '新名乙', phone: '13700000002', reason: '更名' }, { id })
  expect([await find('旧名甲'), await find('新名乙'), await find('13700000001'), await find('13700000002'), await find('jmj')]).toEqual([
    [],
    ['新名乙'],
    [],
    ['新名乙'],
    [],
  ])
})

it('patients with one ID number are one person; merging and un-merging change only the person table', async () => {
  const again = await house.do('resident.register', { name: '单小梅', idCard: card })
  const [one] = await findPersons(house.record.db, county, card)
  expect(one?.patients).toHaveLength(2)
  expect(one?.patients).toContain(again.id)
  const stranger = await house.do('resident.register', { name: '单晓眉' })
  const counts = () =>
    house.record.db.query('select count(*)::int as n, sum(version)::int as versions from resource where county_id = $1', [county])
  const before = await counts()
  const close = `update person set valid_to = now() where county_id = $1 and patient_id = $2 and valid_to = 'infinity'`
  const bind = `insert into person (county_id, patient_id, person_id, valid_from) values ($1, $2, $3, now())`
  await house.record.db.query(close, [county, stranger.id])
  await house.record.db.query(bind, [county, stranger.id, one!.person])
  expect((await findPersons(house.record.db, county, '单晓眉'))[0]).toMatchObject({
    person: one!.person,
    patients: expect.arrayContaining([again.id, stranger.id]),
  })
  await house.record.db.query(close, [county, stranger.id])
  await house.record.db.query(bind, [county, stranger.id, stranger.id])
  expect((await findPersons(house.record.db, county, '单晓眉'))[0]).toMatchObject({ person: stranger.id, patients: [stranger.id] })
  expect(await counts()).toEqual(before)
  await house.do('resident.amend', { phone: '13700000009', reason: '补录' }, { id: stranger.id })
  expect((await findPersons(house.record.db, county, '13700000009'))[0]).toMatchObject({ person: stranger.id })
})

it('an annulled resident is no longer found, nor given a visit; a number added later joins its person', async () => {
  const { id } = await house.do('resident.register', { name: '重复建档人' })
  const [row] = await findPersons(house.record.db, county, '重复建档')
  await house.do('resident.annul', { reason: '重复建档' }, { id })
  expect(await find('重复建档')).toEqual([])
  await expect(house.do('visit.open', { person: row!.person })).rejects.toMatchObject({ kind: 'missing' })

  const later = await house.do('resident.register', { name: '单晓梅' })
  expect(await find('单晓梅')).toHaveLength(2)
  await house.do('resident.amend', { idCard: card, reason: '补登身份证' }, { id: later.id })
  expect(await find('单晓梅')).toHaveLength(1)
})
