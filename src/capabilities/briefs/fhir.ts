import type { Resource } from '../../fhir/resource.ts'
import { Brief } from './shape.ts'

/** A document of the house, not served by FHIR: what an office writes about its numbers is administration. */
export const briefType = 'indicator.brief'

export const briefToFhir = (brief: Brief): Resource[] => [{ resourceType: briefType, ...brief }]
export const briefFromFhir = ([document]: readonly Resource[]): Brief => Brief.parse(document)
