import { expect, it } from 'vitest'
import { plan, writing } from '../../../test/documents.ts'
import { testDb } from '../../../test/postgres.ts'
import { openRecord } from '../record.ts'

it('counties that come at the same moment, and are written to at once, keep what search needs of each', { timeout: 60_000 }, async () => {
  const ids = [141097, 141098, 141099]
  for (let round = 0; round < 6; round++) {
    const { db, url, close } = await testDb({ max: 1 })
    await db.close()
    const record = await openRecord(url, [], { pool: 6 })
    await Promise.all(
      ids.map(async (id) => {
        await record.addCounty({ id, name: `${id}`, nameEn: '' })
        for (let n = 0; n < 5; n++)
          await record.write({ ...plan([writing({ resourceType: 'Patient', id: `p${n}`, gender: 'male' })]), county: id })
      }),
    )
    const rows = await record.db.query<{ county_id: number; n: number }>('select county_id, count(*) as n from token group by 1 order by 1')
    expect(rows).toEqual(ids.map((county_id) => ({ county_id, n: 5 })))
    await record.close()
    await close()
  }
})
