import { personsIn, reach } from './cell-distinct.ts'
import { type CellGroup, monthsBetween, shiftMonth } from './cell-sql.ts'
import type { Db } from './db.ts'

/** A part asked for, of certain organisations only (undefined: all). */
export type PartAsked = { part: string; orgs?: readonly number[] | undefined }
/** What is asked of a group's cells: months (first days, inclusive), and by which unit its parts are summed. */
export type CellsAsked = {
  group: CellGroup
  parts: readonly PartAsked[]
  from: string
  to: string
  unit: 'organization' | 'residence' | 'county'
  /** By residence or in the county of residents: only rows whose township is known. */
  residents?: boolean
}
export type MonthCells = { period: string; unit: string; parts: readonly (number | null)[] }

const indexOf = (group: CellGroup, part: string) => Object.keys(group.parts).indexOf(part)

/** Sums of parts by month and unit: organisation key, township of nine digits, or '' for the county. */
export function readSums(db: Db, county: number, { group, parts, from, to, unit, residents }: CellsAsked): Promise<MonthCells[]> {
  const values: unknown[] = [county, group.name, from, to]
  const sums = parts.map(({ part, orgs }) => {
    const filter = orgs ? ` filter (where unit_key = any($${values.push(orgs)}::int[]))` : ''
    return `sum(parts[${indexOf(group, part) + 1}])${filter}::bigint`
  })
  const by = unit === 'county' ? `''` : unit === 'residence' ? 'dim_key' : 'unit_key::text'
  return db.query<MonthCells>(
    `select period, ${by} as unit, json_build_array(${sums.join(', ')}) as parts from cell
     where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period between $3::date and $4::date ${residents ? `and dim_key <> ''` : ''}
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

/** Persons, by unit (null for a period of more than a year, undefined where nothing is known): for any window of up to twelve months that is asked, how many had such a row in it. */
export async function readPersons(
  db: Db,
  county: number,
  { group, parts, from, to, unit, residents }: CellsAsked,
): Promise<{
  units: readonly string[]
  size: number
  of(unit: string, part: number, from: string, to: string): number | null | undefined
}> {
  const kind = unit === 'organization' ? 'org' : unit === 'residence' ? 'residence' : residents ? 'residents' : 'county'
  const rows = await db.query<{ period: string; unit: string; parts: number[] }>(
    `select period, ${unit === 'organization' ? 'unit_key::text' : unit === 'residence' ? 'dim_key' : `''`} as unit, parts from cell
     where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = $5 and period between $3::date and $4::date`,
    [county, group.name, from, to, kind],
  )
  const units = new Map<string, Map<string, readonly number[]>>()
  for (const row of rows) {
    const months = units.get(row.unit) ?? new Map<string, readonly number[]>()
    const before = months.get(row.period)
    const counts = row.parts.map(Number)
    months.set(row.period, before ? counts.map((n, i) => n + before[i]!) : counts)
    units.set(row.unit, months)
  }
  return {
    units: [...units.keys()],
    size: rows.reduce((n, row) => n + row.parts.length, 0),
    of(unit, part, first, last) {
      const months = units.get(unit)
      if (last > shiftMonth(first, reach - 1)) return null
      if (!months || !monthsBetween(first, last).some((month) => months.has(month))) return undefined
      return personsIn(months, indexOf(group, parts[part]!.part), first, last)
    },
  }
}
