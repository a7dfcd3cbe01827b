import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import { isPrefecture } from '../kernel/perform/library.ts'
import type { County, RecordStore } from '../record/record.ts'
import { rootOf } from './access/accounts.ts'
import { ensureCodes } from './codes.ts'
import { ensureConformance } from './fhir/terminology/conformance.ts'

/** What a county needs before its first page: its code tables, its conformance resources and the root of its tree of organisations, which the administrator's grant names. Idempotent. */
export async function prepareCounty(record: RecordStore, county: County, now: Date): Promise<void> {
  await record.addCounty(county)
  await ensureCodes(record, county.id)
  await ensureConformance(record, county, now)
  const id = rootOf(county.id)
  if ((await record.organizations(county.id)).length) return
  const at = now.toISOString()
  const root = toFhir({
    id,
    state: 'active',
    code: String(county.id),
    name: county.name,
    ...(county.nameEn ? { nameEn: county.nameEn } : {}),
    level: isPrefecture(county.id) ? 'prefecture' : 'county',
    from: at.slice(0, 10),
    successors: [],
  })
  await record.write({
    county: county.id,
    origin: 'performed',
    audit: { at, actor: 'system', organization: id, action: 'county.prepare', detail: {} },
    documents: root.map((resource) => ({
      type: resource.resourceType,
      id,
      before: 'new',
      doc: JSON.stringify(resource),
      owner: 'organization',
    })),
  })
}
