import type { Resource } from '../../fhir/resource.ts'
import { DueDays, MonthLock, Report } from './shape.ts'

/** Documents of the house, not served by FHIR: who signed which month is a matter of administration, and R4 has no word for it (architecture §5, house types). */
export const reportType = 'statistics.report'
export const monthType = 'statistics.month'
export const dueDaysType = 'statistics.due-days'

export const reportToFhir = (report: Report): Resource[] => [{ resourceType: reportType, ...report }]
export const reportFromFhir = ([document]: readonly Resource[]): Report => Report.parse(document)
export const monthToFhir = (month: MonthLock): Resource[] => [{ resourceType: monthType, ...month }]
export const monthFromFhir = ([document]: readonly Resource[]): MonthLock => MonthLock.parse(document)
export const dueDaysToFhir = (days: DueDays): Resource[] => [{ resourceType: dueDaysType, ...days }]
export const dueDaysFromFhir = ([document]: readonly Resource[]): DueDays => DueDays.parse(document)
