import type { Resource } from '../src/fhir/resource.ts'
import type { DocumentWrite, Plan, Stored } from '../src/record/plan.ts'
import { readMany } from '../src/record/read.ts'
import type { RecordStore } from '../src/record/record.ts'
import { county } from './house.ts'

/** An outpatient Encounter as the visit view reads it. */
export const encounter = (id: string, more: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-03-02T09:00:00+08:00' },
  serviceProvider: { reference: 'Organization/qy-a' },
  ...more,
})

/** The write of a resource over what was read before (`new` by default). */
export const writing = (resource: Resource, before: Stored | 'new' = 'new'): DocumentWrite => ({
  type: resource.resourceType,
  id: resource.id!,
  before,
  doc: JSON.stringify(resource),
})
export const removing = (before: Stored): DocumentWrite => ({ type: before.type, id: before.id, before, doc: null })

/** A plan of these documents by a tester, with whatever else it makes true. */
export const plan = (documents: readonly DocumentWrite[], more: Partial<Plan> = {}): Plan => ({
  county,
  origin: 'performed',
  audit: { at: new Date().toISOString(), actor: 'tester', organization: 'qy-a', action: 'test.write', detail: {} },
  documents,
  ...more,
})

export async function current(record: RecordStore, type: string, id: string): Promise<Stored> {
  const [found] = await readMany(record.db, county, [{ type, id }])
  if (!found) throw new Error(`no ${type}/${id}`)
  return found
}

/** The rows a table holds of a document, without county. */
export const rowsOf = (record: RecordStore, table: string, id: string, column = 'id') =>
  record.db.query(`select * from ${table} where county_id = $1 and ${column} = $2 order by 1, 2, 3`, [county, id])
