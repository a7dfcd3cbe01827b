import { afterAll, beforeAll, expect, it } from 'vitest'
import { actorAt, county, type TestHouse, testHouse } from '../../test/house.ts'
import { monthClaim } from '../capabilities/reporting/shape.ts'
import { perform } from '../kernel/perform/perform.ts'
import { openReports } from './reporting.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  const create = (input: object) =>
    perform(house, {
      county,
      kind: 'organization',
      verb: 'create',
      input: { from: '2020-01-01', ...input },
      actor: actorAt('county-141099'),
    })
  const group = await create({ level: 'county', code: '141099', name: '清源县' })
  const inside = { level: 'institution', parent: group.id }
  await create({ ...inside, code: 'H1', type: 'A100', name: '县医院', township: '141099100' })
  await create({ ...inside, code: 'C1', type: 'C220', name: '山前乡卫生院', township: '141099200' })
  const closed = await create({ ...inside, code: 'C9', type: 'C220', name: '撤并的卫生院', township: '141099200' })
  const input = { to: '2025-12-31', reason: '撤并' }
  await perform(house, { county, kind: 'organization', verb: 'close', id: closed.id, input, actor: actorAt('county-141099') })
  await create({ ...inside, code: 'V1', type: 'D600', name: '山前村卫生室', township: '141099200' })
})
afterAll(() => house.close())

const reports = () =>
  house.record.db.query<{ org: string; state: string; id: string }>(
    `select d.value as org, f.state, f.id from flat_report f join dictionary d on d.county_id = f.county_id and d.key = f.org_key where f.county_id = $1 order by 1`,
    [county],
  )

it('opens a report for each institution that owes one, once, and marks it overdue when the day has passed', async () => {
  await openReports(house, county, '2026-01')
  await openReports(house, county, '2026-01')
  const found = await reports()
  expect(found.map((r) => r.state)).toEqual(['late', 'late'])
})

it('keeps the numbers of the moment it was signed', async () => {
  const [first] = await reports()
  const out = await perform(house, {
    county,
    kind: 'report',
    verb: 'submit',
    id: first!.id,
    input: {},
    actor: actorAt(first!.id.slice(7, -8)),
  })
  expect(out.case).toMatchObject({ state: 'submitted', figures: {} })
})

it('a locked month takes neither reports nor returns, until it is unlocked', async () => {
  const [, second] = await reports()
  const boss = actorAt('qy-a')
  const lock = await perform(house, { county, kind: 'month', verb: 'lock', input: { month: '2026-01' }, actor: boss })
  const [claim] = await house.record.db.query('select resource from claim where county_id = $1 and holder = $2', [county, lock.id])
  expect(claim).toEqual({ resource: monthClaim('2026-01') })
  const submit = () =>
    perform(house, { county, kind: 'report', verb: 'submit', id: second!.id, input: {}, actor: actorAt(second!.id.slice(7, -8)) })
  await expect(submit()).rejects.toMatchObject({ kind: 'conflict' })
  await perform(house, { county, kind: 'month', verb: 'unlock', id: lock.id, input: { reason: '补报' }, actor: boss })
  await expect(submit()).resolves.toMatchObject({ state: 'submitted' })
})
