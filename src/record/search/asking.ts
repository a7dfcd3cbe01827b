import type { ParameterSet } from '../../fhir/search/parameters.ts'
import type { Searching } from './page.ts'
import type { Reader } from './reader.ts'

/** On whose behalf and among which parameters a search is made. */
export type Asking = { db: Searching; reader: Reader; parameters: ParameterSet }
