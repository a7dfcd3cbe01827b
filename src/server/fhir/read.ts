import type { Removed, Stored } from '../../record/plan.ts'
import { readDocuments } from '../../record/search/documents.ts'
import { historyPage, readVersion } from '../../record/search/history.ts'
import type { Answer, Interaction } from './answer.ts'
import { type Caller, mustMay } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { knownOf, mustHaveElements } from './known.ts'
import { FhirRefusal, refuseFhir } from './outcome.ts'
import { etagOf, isKnown, versionHeaders } from './prefer.ts'
import { present, viewOf } from './present.ts'
import { patientIn, told } from './told.ts'

const gone = (type: string, id: string, version: number) =>
  new FhirRefusal(
    410,
    [{ severity: 'error', code: 'deleted', diagnostics: `${type}/${id} was deleted; its history is at ${type}/${id}/_history.` }],
    { etag: etagOf(version) },
  )

async function answered(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  found: Stored | Removed,
  action: 'read' | 'vread',
): Promise<Answer> {
  const { type, id, version, updated } = found
  const view = viewOf(knownOf(interaction))
  mustHaveElements(interaction, view.elements, [type])
  if (found.doc === null) throw gone(type, id, version)
  await told(door, caller, action, patientIn(type, id, found.doc), { type, id, version })
  const headers = versionHeaders(version, updated)
  if (isKnown(interaction, version, updated)) return { status: 304, headers, updated }
  return { status: 200, headers, updated, body: present(caller, found, view) }
}

/** http://hl7.org/fhir/R4/http.html#read @throws FhirRefusal 403, 404, 410 */
export async function read(door: FhirDoor, caller: Caller, interaction: Interaction, type: string, id: string): Promise<Answer> {
  mustMay(caller, 'read', type)
  const { record } = door.house
  const [found] = await readDocuments(record, caller.reader, [{ type, id }])
  if (found) return answered(door, caller, interaction, found, 'read')
  // what was deleted is no document any more, but its last version still says so to whom it may
  const [last] = (await historyPage(record, caller.reader, { type, id, count: 1 })).versions
  if (last?.doc === null) throw gone(type, id, last.version)
  throw refuseFhir(404, 'not-found', `There is no ${type}/${id}.`)
}

/** http://hl7.org/fhir/R4/http.html#vread @throws FhirRefusal 403, 404, 410 */
export async function vread(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  type: string,
  id: string,
  version: string,
): Promise<Answer> {
  mustMay(caller, 'read', type)
  const found = /^[1-9]\d{0,8}$/.test(version)
    ? await readVersion(door.house.record, caller.reader, { type, id }, Number(version))
    : undefined
  if (!found) throw refuseFhir(404, 'not-found', `There is no version ${JSON.stringify(version.slice(0, 64))} of ${type}/${id}.`)
  return answered(door, caller, interaction, found, 'vread')
}
