import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { testClock } from '../../../test/door.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { defineCapability } from '../grammar/capability.ts'
import { type AnyOperation, verbsOf } from '../grammar/operation.ts'
import { refuse } from '../grammar/refusal.ts'
import { sweep } from './deadlines.ts'
import { deliver } from './events.ts'
import type { House } from './perform.ts'
import { registryOf } from './registry.ts'

const clock = testClock()
let house: TestHouse
let person: string
beforeEach(async () => {
  house = await testHouse(clock.now)
  person = await house.person(21)
})
afterEach(() => house.close())

const stateOf = async (id: string) =>
  (await house.record.db.query<{ state: string }>('select state from flat_visit where county_id = $1 and id = $2', [county, id]))[0]?.state
const left = async (table: string) => (await house.record.db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n
const hours = (n: number) => clock.pass(n * 60)

it('closes a planned visit 24 hours after registration, not before, and once', async () => {
  const { id } = await house.do('visit.open', { person })
  const { id: seen } = await house.do('visit.open', { person })
  await house.do('visit.start', {}, { id: seen })
  hours(23.9)
  expect(await sweep(house)).toBe(0)
  hours(0.2)
  await Promise.all([sweep(house), sweep(house)])
  expect([await stateOf(id), await stateOf(seen)]).toEqual(['cancelled', 'in-progress'])
  expect(await left('deadline')).toBe(0)
  const lapsed = await house.record.db.query(`select actor from audit where county_id = $1 and action = 'visit.lapse'`, [county])
  expect(lapsed).toEqual([{ actor: 'system' }])
  expect(await sweep(house)).toBe(0)
})

it('one deadline that cannot be met does not hold up the others', async () => {
  const cases = [await house.do('visit.open', { person }), await house.do('visit.open', { person })]
  await house.record.db.query(
    `insert into deadline values ($1, 'ghost', 'x', 'lapse', '2020-01-01', 'lapse'), ($1, 'visit', 'broken', 'lapse', '2020-01-01', 'ghost')`,
    [county],
  )
  await house.record.db.query(`update resource set doc = 'not JSON' where county_id = $1 and id = $2`, [county, cases[0]!.id])
  hours(25)
  await expect(sweep(house)).rejects.toThrow(SyntaxError)
  expect(await stateOf(cases[1]!.id)).toBe('cancelled')
  expect(await house.record.db.query('select case_id from deadline')).toEqual([{ case_id: cases[0]!.id }])
})

const { move } = verbsOf<{ id: string; state: string; complaint?: string }>()
/** A house whose visits also react to the opening of others, as a neighbouring capability would. */
function reacting(
  decide: AnyOperation['decide'] = (visit: never) => ({ case: { ...(visit as { id: string; state: string }), complaint: 'seen' } }),
): House {
  const visits = house.registry.capabilities.find(({ name }) => name === 'visits')!
  const others = house.registry.capabilities.filter((one) => one !== visits)
  const [visit] = visits.workflows as [(typeof visits.workflows)[number]]
  const react: AnyOperation = {
    ...move({ text: ['见', 'See'], from: ['planned'], to: 'same', input: z.object({}), decide: (v) => ({ case: v }) }),
    decide,
    after: { 'visit.opened': { find: ({ case_id }) => ({ view: 'visit', where: 'f.id = $2', values: [case_id] }) } },
  }
  const more = defineCapability({ ...visits, workflows: [{ ...visit, operations: { ...visit.operations, react } }] })
  return { ...house, registry: registryOf([more, ...others]) }
}
const reactions = () => house.record.db.query(`select 1 from audit where county_id = $1 and action = 'visit.react'`, [county])
const clear = () => house.record.db.query('delete from outbox')

it('delivers an event at least once and applies it once, whoever delivers', async () => {
  await clear()
  const { id } = await house.do('visit.open', { person })
  const waiting = await house.record.db.query<{ seq: number }>('select * from outbox')
  const other = reacting()
  await Promise.all([deliver(other), deliver(other), deliver(other)])
  expect([await left('outbox'), (await reactions()).length]).toEqual([0, 1])
  await house.record.db.query(
    `insert into outbox (county_id, seq, at, event, kind, case_id) overriding system value values ($1, $2, now(), 'visit.opened', 'visit', $3)`,
    [county, waiting[0]!.seq, id],
  ) // as if the process had died between applying and deleting
  await deliver(other)
  expect([await left('outbox'), (await reactions()).length]).toEqual([0, 1])
})

it('an event whose reaction is refused is done; one whose reaction breaks stays, and does not hold up the others', async () => {
  await clear()
  await house.do('visit.open', { person })
  await deliver(reacting(() => refuse('conflict', ['不', 'no'])))
  expect([await left('outbox'), (await reactions()).length]).toEqual([0, 0])
  const [bad, good] = [await house.do('visit.open', { person }), await house.do('visit.open', { person })]
  const breaking = reacting((visit: never) => {
    if ((visit as { id: string }).id === bad.id) throw new TypeError('broken')
    return { case: visit }
  })
  await expect(deliver(breaking)).rejects.toThrow('broken')
  expect(await house.record.db.query('select case_id from outbox')).toEqual([{ case_id: bad.id }])
  expect(await reactions()).toHaveLength(1)
  expect(good.state).toBe('planned')
  await deliver(reacting())
  expect([await left('outbox'), (await reactions()).length]).toEqual([0, 2])
})
