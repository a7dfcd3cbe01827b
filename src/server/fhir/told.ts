import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'

const patientReference = /"(?:subject|patient|for|beneficiary)":\{"reference":"Patient\/([A-Za-z0-9\-.]{1,64})"/

/** Whose data a document is, told from its text: the Patient himself, or the first whom it names as its subject. */
export const patientIn = (type: string, id: string, doc: string): string | undefined =>
  type === 'Patient' ? id : patientReference.exec(doc)?.[1]

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
