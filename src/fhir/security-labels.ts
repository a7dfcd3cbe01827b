import type { Resource } from './resource.ts'

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
/**
 * Which bit of a document's sensitivity labels a code of `meta.security` sets. HL7 v3 Confidentiality (http://terminology.hl7.org/CodeSystem/v3-Confidentiality), as R4
 * asks for it in http://hl7.org/fhir/R4/security-labels.html#core: R restricted, V very restricted. U, L, M and N close nothing.
 */
const bits: ReadonlyMap<unknown, number> = new Map([
  ['R', 1],
  ['V', 2],
])
/** The sensitivity labels that a resource's `meta.security` says, as bits. */
export function labelsOf({ meta }: Resource): number {
  const security = (meta as { security?: unknown } | null | undefined)?.security
  if (!Array.isArray(security)) return 0
  return security.reduce(
    (all: number, coding: { system?: unknown; code?: unknown } | null) =>
      coding?.system === confidentiality ? all | (bits.get(coding.code) ?? 0) : all,
    0,
  )
}

const decided = [...bits.values()].reduce((all, bit) => all | bit, 0)
/** The labels of a document that says this now, and had those before: bits that `meta.security` does not decide stay. */
export const labelsAfter = (before: number, resource: Resource): number => (before & ~decided) | labelsOf(resource)
