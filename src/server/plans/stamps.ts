import { type MeasureGroup, readingOf } from '../../kernel/grammar/measure.ts'
import { computedOf, type Library, library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { serialOf } from '../../kernel/perform/serial.ts'
import { byDimension } from '../../record/cell-sql.ts'
import { localDay } from '../../record/local-day.ts'
import type { OrgNode } from '../../record/organizations.ts'
import { residenceViews } from '../../record/residents.ts'
import { markedBefore } from './horizon.ts'
import { type Wanted, wantedKey } from './values.ts'

/**
 * What each wanted indicator's periods that are over hold by: its definition, and the cells of all months before this one, in every county it is counted over. Cells are
 * made right first. Whatever happens this month leaves it as it is: plans are told by what is over.
 */
export async function stampsOf(house: House, counties: readonly number[], wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const today = localDay(house.clock().toISOString())
  const all = await Promise.all(counties.map((county) => countyStamps(house, county, wanted, today)))
  return new Map(wanted.map((want) => [wantedKey(want), all.map((stamps) => stamps.get(wantedKey(want))).join(';')] as const))
}

async function countyStamps(house: House, county: number, wanted: readonly Wanted[], today: string): Promise<ReadonlyMap<string, string>> {
  const { db } = house.record
  const lib = await library(house, county)
  const used = new Set(wanted.flatMap((want) => groupsOf(lib, want)))
  await makeRight(
    house,
    county,
    lib,
    [...used].map((name) => lib.groups.get(name)!),
    today,
  )
  const rows = await db.query<{ name: string; version: string }>(
    `select measure_group as name, sum(parts[1])::text as version from cell
     where county_id = $1 and measure_group = any($2::text[]) and grain = 'version' and period < $3::date group by measure_group`,
    [county, [...used], `${today.slice(0, 7)}-01`],
  )
  const versions = new Map(rows.map(({ name, version }) => [name, version]))
  return new Map(
    wanted.map((want) => {
      const indicator = lib.indicators.get(want.code)
      if (!indicator) return [wantedKey(want), '']
      return [
        wantedKey(want),
        `${serialOf(indicator)} ${groupsOf(lib, want)
          .map((group) => versions.get(group))
          .join()}`,
      ]
    }),
  )
}

function groupsOf({ indicators }: Library, { code, variant }: Wanted): string[] {
  const indicator = indicators.get(code)
  const reading = indicator && readingOf(indicator, variant)
  return reading ? [...new Set(computedOf(reading).refs.map(({ group }) => group))] : []
}

/** For which month and library a county's cells (of these organisations) were last made right. */
const right = new WeakMap<readonly OrgNode[], string>()
/**
 * Makes the cells of months that are over right. What was written of this month leaves them as they are (a row counts in its own month, and in a stock from there on), unless
 * it stands beside what is counted: then, or when something of an earlier month is marked, all are recomputed.
 */
async function makeRight({ record }: House, county: number, lib: Library, groups: readonly MeasureGroup[], today: string): Promise<void> {
  const nodes = await record.organizations(county)
  const state = `${today.slice(0, 7)} ${serialOf(lib)}`
  const beside = [
    ...new Set([...groups.flatMap((group) => (group.also ?? []).map(({ view }) => view)), ...Object.values(residenceViews), byDimension]),
  ]
  if (right.get(nodes) === state && !(await markedBefore(record.db, county, beside, today.slice(0, 7)))) return
  await record.shared.cells(county, [...lib.groups.values()], today)
  right.set(nodes, state)
}
