import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDb } from '../../../test/postgres.ts'
import type { Reader } from './reader.ts'
import { houseReader } from './reader.ts'
import { visible } from './visible.ts'

const county = 141099
let base: Awaited<ReturnType<typeof testDb>>

/** What is in the record: documents with their patient and labels, as token rows. */
const rows = `(values (${county}, 'plain', 'p1', 0), (${county}, 'same-person', 'p2', 0), (${county}, 'other', 'p3', 0), (${county}, 'parted', 'p4', 0),
  (${county}, 'secret', 'p1', 2), (${county}, 'very-secret', 'p1', 6), (${county}, 'nobody', null, 0), (141098, 'next-county', 'p1', 0)) as t (county_id, id, patient_id, labels)`

async function seen(reader: Reader): Promise<string[]> {
  const values: unknown[] = []
  const condition = visible(reader, 't', (value) => `$${values.push(value)}`)
  const found = await base.db.query<{ id: string }>(`select id from ${rows} where ${condition ?? 'true'} order by id`, values)
  return found.map(({ id }) => id)
}

beforeAll(async () => {
  base = await testDb()
  await base.db.query(
    `insert into person (county_id, patient_id, person_id, valid_from, valid_to) values
     ($1, 'p1', 'A', '2020-01-01', 'infinity'), ($1, 'p2', 'A', '2020-01-01', 'infinity'), ($1, 'p3', 'B', '2020-01-01', 'infinity'),
     ($1, 'p4', 'A', '2020-01-01', '2021-01-01'), ($1, 'p4', 'C', '2021-01-01', 'infinity')`,
    [county],
  )
  await base.db.query(
    `insert into relation (county_id, patient_id, org_key, reason, until) values
     ($1, 'p1', 1, 'visit', 'infinity'), ($1, 'p3', 2, 'visit', now() - interval '1 day'), ($1, 'p3', 2, 'contract', now() + interval '1 day'), ($1, 'p4', 3, 'visit', now() - interval '1 s')`,
    [county],
  )
})
afterAll(() => base.close())

describe('the access predicate', () => {
  it('is absent where nothing restricts the reader', () => {
    expect(visible(houseReader(county), 't', () => expect.fail('nothing to bind'))).toBeUndefined()
  })

  it('hides a document whose labels are not all allowed', async () => {
    const of = (labels: number) => seen({ county, labels })
    const unlabelled = ['next-county', 'nobody', 'other', 'parted', 'plain', 'same-person']
    expect(await of(0)).toEqual(unlabelled)
    expect(await of(2)).toEqual([...unlabelled, 'secret'].sort())
    expect(await of(4)).toEqual(unlabelled)
    expect(await of(6)).toEqual([...unlabelled, 'secret', 'very-secret'].sort())
  })

  it('shows the records of a person to whom the organisation has a living relation, and what belongs to no patient', async () => {
    const of = (...organizations: number[]) => seen({ county, labels: 0, organizations })
    expect(await of(1)).toEqual(['nobody', 'plain', 'same-person'])
    expect(await of(2)).toEqual(['nobody', 'other'])
    expect(await of(3)).toEqual(['nobody'])
    expect(await of(1, 2)).toEqual(['nobody', 'other', 'plain', 'same-person'])
    expect(await of()).toEqual(['nobody'])
  })

  it('joins labels and relations', async () => {
    expect(await seen({ county, labels: 2, organizations: [1] })).toEqual(['nobody', 'plain', 'same-person', 'secret'])
  })
})
