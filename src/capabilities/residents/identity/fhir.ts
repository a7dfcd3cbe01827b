import type { Resource } from '../../../fhir/resource.ts'
import { Identity } from './shape.ts'

/** A document of the house: who took two patients for one is administration; Patient.link would write it into clinical documents, which a merge leaves as they are. */
export const identityType = 'person.identity'

export const identityToFhir = (identity: Identity): Resource[] => [{ resourceType: identityType, ...identity }]
export const identityFromFhir = ([document]: readonly Resource[]): Identity => Identity.parse(document)
