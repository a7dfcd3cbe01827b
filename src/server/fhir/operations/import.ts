import { refuseFhir } from '../outcome.ts'
import type { FhirOperation } from './operation.ts'

/** Media types of NDJSON. */
export const ndjsonTypes = ['application/fhir+ndjson', 'application/ndjson', 'application/x-ndjson']

/** `$import`: NDJSON, which a route of its own takes as a stream (`bulk/import.ts`). What comes here is something else. */
export const importData: FhirOperation = {
  name: 'import',
  definition: 'urn:countywide:operation:import',
  documentation:
    'POST with Content-Type application/fhir+ndjson: one resource a line, each put under its own id. Answered 202 with Content-Location, where it is followed. ' +
    'Lines are refused one by one, with the reason; where the referencePolicy of the types is "enforced", so are those whose references lead neither into the record nor to another line.',
  levels: ['system'],
  types: [],
  changes: true,
  there: ({ intake }) => intake !== undefined,
  run: () => {
    throw refuseFhir(
      415,
      'not-supported',
      'Send the resources of $import as application/fhir+ndjson, one a line, in a request of their own.',
    )
  },
}
