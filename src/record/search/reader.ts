/**
 * Who reads: everything that answers documents (read, search, include, chains, history, `$everything`, totals, export) is given one and keeps to it.
 * `labels`: sensitivity labels the reader may see, as bits; `organizations`: keys of the organisations in whose name he reads, undefined where relations do not restrict him.
 */
export type Reader = { county: number; labels: number; organizations?: readonly number[] | undefined }

/** Sees every document of the county: jobs, exports of the house itself. */
export const houseReader = (county: number): Reader => ({ county, labels: -1 })
