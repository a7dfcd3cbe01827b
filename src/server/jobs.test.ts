import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import { startJobs } from './house.ts'

let house: TestHouse
let stop: () => Promise<void>
beforeAll(async () => {
  house = await testHouse(() => new Date('2026-06-02T04:00:00Z'))
  stop = startJobs(house, { everyMs: 50 })
})
afterAll(async () => {
  await stop()
  await house.close()
})

const reports = async () =>
  (
    await house.record.db.query<{ doc: string }>(
      `select doc from resource where county_id = $1 and type = 'statistics.report' and not deleted`,
      [county],
    )
  ).length

it('an institution that is added while the house is open owes the month before at once, not an hour later', async () => {
  await new Promise((done) => setTimeout(done, 300)) // the jobs have gone their rounds without it
  const before = await reports()
  const documents = toFhir({
    ...{ id: 'qy-late', code: 'PDY999999', name: '新设卫生院', state: 'active', level: 'institution', type: 'B220', from: '2020-01-01' },
    ...{ partOf: 'qy', successors: [] },
  }).map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  const audit = { at: '2026-06-02T04:00:00Z', actor: 'system', organization: '', action: 'test.seed', detail: {} }
  await house.record.write({ county, origin: 'import', audit, documents })
  await expect.poll(reports, { timeout: 10_000 }).toBe(before + 1)
})
