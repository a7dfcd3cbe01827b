/** How a resource stands to what is in the record: what a write of it would be refused for. */

import { linksIn, localKey, named, pathOf } from '../../../fhir/references.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Key } from '../../../record/read.ts'
import { existing, readDocuments } from '../../../record/search/documents.ts'
import { referrers } from '../../../record/search/referrers.ts'
import { mustMay } from '../caller.ts'
import { type OutcomeIssue, refuseFhir } from '../outcome.ts'
import { present } from '../present.ts'
import { patientIn, told } from '../told.ts'
import { toldOf } from '../write/integrity.ts'
import type { OperationCall } from './operation.ts'

/** A resource of the record, as the caller may read it. @throws FhirRefusal 403, 404 */
export async function storedResource({ door, caller }: OperationCall, key: Key): Promise<Resource> {
  mustMay(caller, 'read', key.type)
  const found = (await readDocuments(door.house.record, caller.reader, [key])).find((one) => named(one) === named(key))
  if (!found || found.doc === null) throw refuseFhir(404, 'not-found', `There is no ${named(key)}.`)
  await told(door, caller, 'read', patientIn(key.type, key.id, found.doc), { ...key, version: found.version })
  return JSON.parse(present(caller, found, {})) as Resource
}

/** Literal references that lead nowhere on this server. */
export async function lostReferences({ door, caller, interaction }: OperationCall, resource: Resource): Promise<OutcomeIssue[]> {
  if (!door.integrity) return []
  const links = linksIn(resource).flatMap((link) => {
    const key = localKey(link.reference, interaction.base)
    return key ? [{ link, key }] : []
  })
  const there = await existing(
    door.house.record,
    caller.county,
    links.map(({ key }) => key),
  )
  return links
    .filter(({ key }) => !there.has(named(key)))
    .slice(0, 50)
    .map(({ link }) => ({
      severity: 'error',
      code: 'not-found',
      diagnostics: `${JSON.stringify(link.reference.slice(0, 200))} does not exist on this server.`,
      expression: [pathOf(resource, link)],
    }))
}

/** What stands in the way of deleting a resource. */
export async function deletionFaults({ door, caller }: OperationCall, key: Key): Promise<OutcomeIssue[]> {
  const { record } = door.house
  const found = (await readDocuments(record, caller.reader, [key])).find((one) => named(one) === named(key))
  if (!found || found.doc === null) return [{ severity: 'error', code: 'not-found', diagnostics: `There is no ${named(key)}.` }]
  const pointing = door.integrity ? await referrers(record, caller.county, key, 5) : []
  const fault = (code: string, diagnostics: string): OutcomeIssue => ({ severity: 'error', code, diagnostics })
  return [
    ...(caller.may('delete', key.type) ? [] : [fault('forbidden', `You may not delete resources of type ${key.type}.`)]),
    ...(found.owner ? [fault('business-rule', `${named(key)} belongs to ${found.owner}, which alone changes it.`)] : []),
    ...(pointing.length ? [fault('conflict', `${named(key)} is referred to by ${await toldOf(record, caller, pointing)}.`)] : []),
  ]
}
