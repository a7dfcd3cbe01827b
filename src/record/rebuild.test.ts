import { afterEach, beforeEach, expect, it } from 'vitest'
import { current, encounter, plan, writing } from '../../test/documents.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { openRecord } from './record.ts'

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const second = 141098
const flat = () => house.record.db.query('select * from flat_visit order by county_id, id, row_no')
const definitions = () => house.record.views.map((v) => v.definition as Parameters<typeof openRecord>[1][number])
const reopen = async (changed = definitions()) => (await openRecord(house.url, changed)).close()

async function fill() {
  const { record } = house
  await record.addCounty({ id: second, name: '松泉县', nameEn: 'Songquan' })
  await record.write(plan(Array.from({ length: 20 }, (_, i) => writing(encounter(`e${i}`)))))
  await record.write(plan([writing(encounter('e3', { status: 'cancelled' }), await current(record, 'Encounter', 'e3'))]))
  await record.write(
    plan(
      Array.from({ length: 5 }, (_, i) => writing(encounter(`s${i}`))),
      { county: second },
    ),
  )
}

it('gives the same rows as writing gave', async () => {
  await fill()
  const written = await flat()
  expect(written).toHaveLength(25)
  await house.record.db.query(`update view_table set hash = 'of another version'`)
  await house.record.db.query('delete from flat_visit')
  await reopen()
  expect(await flat()).toEqual(written)
})

it('fills every county again when it was interrupted after the first', async () => {
  await fill()
  const written = await flat()
  await house.record.db.query(`update view_table set hash = 'of another version' where county_id = $1`, [second])
  await reopen()
  expect(await flat()).toEqual(written)
})

it('makes the cells of a rebuilt view anew', async () => {
  await fill()
  await house.record.db.query(`insert into measure_state values ($1, 'visits', 'x'), ($2, 'visits', 'x')`, [county, second])
  await house.record.db.query(`update view_table set hash = 'of another version'`)
  await reopen()
  expect(await house.record.db.query('select * from measure_state')).toEqual([])
})

it('a new column of a view is there for what was written before', async () => {
  await fill()
  const visit = definitions().find(({ name }) => name === 'visit')!
  const others = definitions().filter(({ name }) => name !== 'visit')
  const more = { ...visit, select: [...visit.select, { column: [{ name: 'whose', path: 'subject.reference', type: 'string' }] }] }
  await reopen([more as typeof visit & object, ...others])
  expect(await house.record.db.query('select distinct whose from flat_visit')).toEqual([{ whose: 'Patient/p1' }])
})
