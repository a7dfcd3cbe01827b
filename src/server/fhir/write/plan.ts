import type { Resource } from '../../../fhir/resource.ts'
import { patientOf } from '../../../record/extract.ts'
import type { DocumentWrite, Plan } from '../../../record/plan.ts'
import { brought } from '../../../record/relation.ts'
import type { Caller } from '../caller.ts'
import type { Intent } from './intent.ts'

/** What one intent comes to in the plan. */
export type Change = { intent: Intent; write: DocumentWrite; resource: Resource | undefined }
type More = { now: string; claims?: Plan['claims']; idempotency?: Plan['idempotency'] | undefined }
/** No more patients than this are named in one audit entry. */
const named = 20

/** One plan for everything a request changes, with its audit entry: who is touched and how much of what, nothing clinical. */
export function planOf(caller: Caller, changes: readonly Change[], transaction: boolean, { now, claims, idempotency }: More): Plan {
  const patients = [...new Set(changes.flatMap(({ resource }) => (resource && patientOf(resource)) ?? []))]
  const [only] = changes
  const { organization } = caller.actor
  // who brings a patient has to do with him; writing about somebody else's patient opens nothing
  const made = changes.filter(({ write }) => write.type === 'Patient' && write.before === 'new')
  const counts: Record<string, number> = {}
  for (const { write } of changes) counts[write.type] = (counts[write.type] ?? 0) + 1
  return {
    county: caller.county,
    origin: 'fhir',
    audit: {
      at: now,
      actor: caller.actor.login,
      organization,
      action: transaction ? 'fhir.transaction' : `fhir.${only?.intent.method ?? 'update'}`,
      ...(patients.length === 1 ? { patient: patients[0] } : {}),
      detail: transaction
        ? { changed: counts, ...(patients.length > 1 ? { patients: patients.slice(0, named), of: patients.length } : {}) }
        : only
          ? { type: only.write.type, id: only.write.id, version: only.write.before === 'new' ? 1 : only.write.before.version + 1 }
          : {},
    },
    documents: changes.map(({ write }) => write),
    ...(organization && made.length ? { relations: made.map(({ write }) => ({ patient: write.id, organization, reason: brought })) } : {}),
    ...(claims?.length ? { claims } : {}),
    ...(idempotency ? { idempotency } : {}),
  }
}
