import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { answered, answersForgetter } from './answered.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

it('forgets old answers and no others, however many there are, page by page', async () => {
  const { record } = house
  await record.db.query(
    `insert into idempotency (county_id, op_id, at, actor, operation, answer)
     select $1, 'k' || lpad(n::text, 6, '0'), case when n % 3 = 0 then '2027-03-01T00:00:00Z'::timestamptz else '2027-02-01'::timestamptz end, 'a', 'x', '{}'
     from generate_series(1, 15000) n`,
    [county],
  )
  const forget = answersForgetter(record)
  let gone = 0
  for (let round = 0; round < 4; round++) gone += await forget('2027-02-20T00:00:00Z')
  expect(gone).toBe(10_000)
  expect(await answered(record, county, 'k000003')).toMatchObject({ actor: 'a' })
  expect(await answered(record, county, 'k000004')).toBeUndefined()
  expect(await answered(record, county, 'k014999')).toBeUndefined()
  expect(await forget('2027-02-20T00:00:00Z')).toBe(0)
})

it('keeps nobody waiting who writes meanwhile', async () => {
  const { record } = house
  const insert = `insert into idempotency (county_id, op_id, at, actor, operation, answer) values ($1, $2, $3, 'a', 'x', '{}')`
  await record.db.query(insert, [county, 'old', '2027-01-01T00:00:00Z'])
  await record.db.transaction(async (tx) => {
    await tx.query(insert, [county, 'new', '2027-01-01T00:00:00Z'])
    for (let round = 0; round < 4; round++) await answersForgetter(record)('2027-02-20T00:00:00Z')
    expect(await answered(record, county, 'old')).toBeUndefined()
  })
  expect(await answered(record, county, 'new')).toBeDefined()
})
