import type { FhirOperation } from './operation.ts'

/** Every operation of the FHIR door, in the order of the CapabilityStatement: a file of this folder and a line here. */
export const operations: readonly FhirOperation[] = []
