import type { ParameterSet } from '../../fhir/search/parameters.ts'
import type { RecordStore } from '../record.ts'

/** The search parameters of a county: the official ones and its own SearchParameter resources. Kept in the process; anew after one of them has changed, in whatever process. */
export const parametersIn = (record: RecordStore, county: number): Promise<ParameterSet> => record.parameters(county)
