import type { House } from '../../kernel/perform/perform.ts'
import type { Intake } from '../imports.ts'
import type { Exports } from './bulk/run.ts'

/**
 * What every interaction at the FHIR door works with. `integrity`: literal references must point at resources that exist; `exports`: who writes bulk exports,
 * and `intake`: where NDJSON that is imported is kept, where files can be; `origin`: the public address of the house, where it is not as requests say.
 */
export type FhirDoor = {
  house: House
  integrity: boolean
  exports?: Exports | undefined
  intake?: Intake | undefined
  origin?: string | undefined
}
