import type { CellGroup } from './cell-sql.ts'
import type { Db } from './db.ts'

/** A part asked for, of certain organisations only (undefined: all). */
export type PartAsked = { part: string; orgs?: readonly number[] | undefined }
/** What is asked of a group's cells: months (first days, inclusive), and by which unit its parts are summed. */
export type CellsAsked = {
  group: CellGroup
  parts: readonly PartAsked[]
  from: string
  to: string
  /** Only these of them. */
  only?: readonly string[]
  unit: 'organization' | 'residence' | 'county'
  /** By residence or in the county of residents: only rows whose township is known. */
  residents?: boolean
}
export type MonthCells = { period: string; unit: string; parts: readonly (number | null)[] }
type PersonCells = { period: string; unit: string; parts: readonly number[] }

const among = (only: readonly string[] | undefined, at: string) =>
  only ? `period between $3::date and $4::date and period = any(${at}::date[])` : 'period between $3::date and $4::date'

const indexOf = (group: CellGroup, part: string) => Object.keys(group.parts).indexOf(part)

/** Sums of parts by month and unit: organisation key, township of nine digits, or '' for the county. */
export function readSums(db: Db, county: number, { group, parts, from, to, only, unit, residents }: CellsAsked): Promise<MonthCells[]> {
  const values: unknown[] = [county, group.name, from, to]
  const sums = parts.map(({ part, orgs }) => {
    const filter = orgs ? ` filter (where unit_key = any($${values.push(orgs)}::int[]))` : ''
    return `sum(parts[${indexOf(group, part) + 1}])${filter}::bigint`
  })
  const months = among(only, only ? `$${values.push(only)}` : '')
  const by = unit === 'county' ? `''` : unit === 'residence' ? 'dim_key' : 'unit_key::text'
  return db.query<MonthCells>(
    `select period, ${by} as unit, json_build_array(${sums.join(', ')}) as parts from cell
     where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and ${months} ${residents ? `and dim_key <> ''` : ''}
     group by 1, 2`,
    values,
  )
}

export type CellRow = { period: string; unit: number; parts: number[] }
/** All parts by month and organisation between two local months (first days, inclusive). */
export async function readCells(db: Db, county: number, group: CellGroup, from: string, to: string): Promise<CellRow[]> {
  const parts = Object.keys(group.parts).map((part) => ({ part }))
  const rows = await readSums(db, county, { group, parts, from, to, unit: 'organization' })
  return rows.map((row) => ({ period: row.period, unit: Number(row.unit), parts: row.parts.map(Number) }))
}

/** Persons by month and unit: of each part, how many have their next month so many months later (`personsIn` counts them in a window of up to twelve months). */
export async function readPersons(db: Db, county: number, { group, from, to, only, unit, residents }: CellsAsked): Promise<PersonCells[]> {
  const kind = unit === 'organization' ? 'org' : unit === 'residence' ? 'residence' : residents ? 'residents' : 'county'
  const rows = await db.query<PersonCells>(
    `select period, ${unit === 'organization' ? 'unit_key::text' : unit === 'residence' ? 'dim_key' : `''`} as unit, parts from cell
     where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = $5 and ${among(only, '$6')}`,
    [county, group.name, from, to, kind, ...(only ? [only] : [])],
  )
  return rows.map((row) => ({ ...row, parts: row.parts.map(Number) }))
}
