/** Divisions of a county: GB/T 2260 names counties (6 digits), GB/T 10114 townships (9), the statistics bureau's list villages (12). Pure and browser-safe. */

/** The code system of townships and villages in documents and in the county's code table. */
export const divisionSystem = 'urn:countywide:gb-t-10114'

/** A township or a village by its code; `to` is the last day of one that is no more. */
export type Division = { code: string; name: string; to?: string }
