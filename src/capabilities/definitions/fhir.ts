import type { Resource } from '../../fhir/resource.ts'
import { Definition } from './shape.ts'

/** A document of the house, not served by FHIR: R4's Measure tells formulas in languages of its own (CQL), ours is over the county's flat rows. */
export const definitionType = 'statistics.definition'

export const toFhir = (definition: Definition): Resource[] => [{ resourceType: definitionType, ...definition }]
export const fromFhir = ([document]: readonly Resource[]): Definition => Definition.parse(document)
