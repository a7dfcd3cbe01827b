import { pathOf } from '../../../fhir/references.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Terms } from '../../../fhir/terminology/types.ts'
import type { OutcomeIssue } from '../outcome.ts'

type Coding = { system: string; code: string }
/** No more codings than this are looked up for one resource. */
const most = 2000

function codingsIn(resource: Resource): Coding[] {
  const found: Coding[] = []
  const open: unknown[] = [resource]
  for (let value = open.pop(); value !== undefined && found.length < most; value = open.pop()) {
    const { system, code } = value as Partial<Coding>
    if (typeof system === 'string' && typeof code === 'string') found.push(value as Coding)
    for (const member of Object.values(value as object)) if (typeof member === 'object' && member !== null) open.push(member)
  }
  return found.reverse()
}

/** Codes that their own system does not have, where that is held here wholly: warnings, since no binding demands them. */
export async function codeDoubts(terms: Terms, resource: Resource): Promise<OutcomeIssue[]> {
  const doubts: OutcomeIssue[] = []
  for (const coding of codingsIn(resource)) {
    const system = await terms.system(coding.system)
    if (system?.content !== 'complete' || system.find(coding.code) || doubts.length >= 50) continue
    doubts.push({
      severity: 'warning',
      code: 'code-invalid',
      diagnostics: `${JSON.stringify(coding.code.slice(0, 100))} is not a code of ${coding.system}.`,
      expression: [pathOf(resource, coding)],
    })
  }
  return doubts
}
