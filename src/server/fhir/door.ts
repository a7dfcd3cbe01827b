import type { House } from '../../kernel/perform/perform.ts'

/** What every interaction at the FHIR door works with. `integrity`: literal references must point at resources that exist. */
export type FhirDoor = { house: House; integrity: boolean }
