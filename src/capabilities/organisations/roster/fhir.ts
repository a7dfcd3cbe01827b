import type { Resource } from '../../../fhir/resource.ts'
import { Roster } from './shape.ts'
import { dutiesOf } from './week.ts'

/**
 * A roster is a document of the house, not served by FHIR: R4 Schedule and Slot are times that patients can book, and a duty is not one
 * (architecture §5, house types). Each entry carries its instants, so that "who is on duty now" is one question to the flat rows.
 */
export const rosterType = 'duty.roster'

export const toFhir = (roster: Roster): Resource[] => [{ resourceType: rosterType, ...roster, entries: dutiesOf(roster) }]
export const fromFhir = ([document]: readonly Resource[]): Roster => Roster.parse(document)
