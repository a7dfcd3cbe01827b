import type { Resource } from '../../fhir/resource.ts'
import { officialParameters, type ParameterSet, withCustom } from '../../fhir/search/parameters.ts'
import type { Db } from '../db.ts'
import { documentsOfType } from '../read.ts'
import type { RecordStore } from '../record.ts'

/** The search parameters of a county: the official ones and its own SearchParameter resources. Kept in the process; anew after one of them has changed, in whatever process. */
export const parametersIn = (record: RecordStore, county: number): Promise<ParameterSet> => record.parameters(county)

export async function loadParameters(db: Db, county: number): Promise<ParameterSet> {
  const own = await documentsOfType(db, county, 'SearchParameter')
  return own.length
    ? withCustom(
        officialParameters,
        own.map(({ doc }) => JSON.parse(doc) as Resource),
      )
    : officialParameters
}
