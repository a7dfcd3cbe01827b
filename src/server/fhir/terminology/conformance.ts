import {
  codeSystemResource,
  conceptMapResource,
  enumeratedSet,
  profileResource,
  valueSetResource,
} from '../../../fhir/conformance/publish.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { DocumentWrite } from '../../../record/plan.ts'
import { readAll } from '../../../record/read.ts'
import type { County, RecordStore } from '../../../record/record.ts'
import { Lost } from '../../../record/write.ts'
import { conceptMaps } from './maps.ts'
import { profiles, visitClasses } from './profiles.ts'
import { codeTables, loadedTables } from './tables.ts'

/** Whose documents these are: what the owner's workflow keeps, nobody else writes. */
export const owner = 'conformance'

/** Every conformance resource of the house, in the order of its tables. */
export const conformanceResources = (): Resource[] => [
  ...[...codeTables, ...loadedTables].flatMap((table) => [codeSystemResource(table), valueSetResource(table)]),
  enumeratedSet(visitClasses, visitClasses.include),
  ...conceptMaps.map(conceptMapResource),
  ...profiles.map(({ profile, url }) => profileResource(profile, url)),
]

/** Writes the house's conformance resources into a county's record where they are missing or say something else. Idempotent; several processes may do it at once. */
export async function ensureConformance(record: RecordStore, county: Pick<County, 'id'>, now: Date): Promise<void> {
  const wanted = conformanceResources().map((resource) => ({
    type: resource.resourceType,
    id: resource.id!,
    doc: JSON.stringify(resource),
    parsed: resource,
  }))
  for (let attempt = 0; attempt < 3; attempt++) {
    const there = new Map((await readAll(record.db, county.id, wanted)).map((d) => [`${d.type}/${d.id}`, d]))
    const documents = wanted.flatMap((one): DocumentWrite[] => {
      const before = there.get(`${one.type}/${one.id}`)
      return before?.doc === one.doc ? [] : [{ ...one, before: before ?? 'new', owner }]
    })
    if (!documents.length) return
    const audit = {
      at: now.toISOString(),
      actor: 'system',
      organization: '',
      action: 'conformance.publish',
      detail: { documents: documents.length },
    }
    try {
      return await record.write({ county: county.id, origin: 'performed', audit, documents })
    } catch (error) {
      if (!(error instanceof Lost) || attempt === 2) throw error
    }
  }
}
