import { ID } from '../../fhir/id.ts'
import type { Resource } from '../../fhir/resource.ts'
import { patientOf } from '../../record/extract.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'

const usual = new RegExp(`"(?:subject|patient|for|beneficiary)":\\{"reference":"Patient/(${ID})"`)

/** Whose data a document is: the Patient himself, or whom it names as its subject. Told from the text where nobody else's subject can stand in it, else from the content. */
export function patientIn(type: string, id: string, doc: string): string | undefined {
  if (type === 'Patient') return id
  if (!doc.includes('"Patient/')) return undefined
  const [, found] = (!doc.includes('"contained":') && usual.exec(doc)) || []
  return found ?? patientOf(JSON.parse(doc) as Resource)
}

/** Sets down what was shown to whom; to be awaited before the answer leaves. `detail`: nothing clinical, no values of parameters. */
export const told = (
  { house }: FhirDoor,
  { county, actor }: Caller,
  action: string,
  patient: string | undefined,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  house.record.audit(county, {
    at: house.clock().toISOString(),
    actor: actor.login,
    organization: actor.organization,
    action: `fhir.${action}`,
    patient,
    detail,
  })
