import type { Resource } from '../../fhir/resource.ts'
import { Filing } from './shape.ts'

/** A document of the house, not served by FHIR: what was reported is administration. A number for FHIR is a MeasureReport (server/measure-report.ts). */
export const filingType = 'indicator.filing'

export const filingToFhir = (filing: Filing): Resource[] => [{ resourceType: filingType, ...filing }]
export const filingFromFhir = ([document]: readonly Resource[]): Filing => Filing.parse(document)
