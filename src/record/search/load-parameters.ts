import type { Resource } from '../../fhir/resource.ts'
import { officialParameters, type ParameterSet, withCustom } from '../../fhir/search/parameters.ts'
import type { Db } from '../db.ts'
import { documentsOfType } from '../read.ts'

/** The official search parameters and those of the county's SearchParameter resources. */
export async function loadParameters(db: Db, county: number): Promise<ParameterSet> {
  const own = await documentsOfType(db, county, 'SearchParameter')
  return own.length
    ? withCustom(
        officialParameters,
        own.map(({ doc }) => JSON.parse(doc) as Resource),
      )
    : officialParameters
}
