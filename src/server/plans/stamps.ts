import { readingOf } from '../../kernel/grammar/measure.ts'
import { computedOf, library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { localDay } from '../../record/local-day.ts'
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
  const { db, shared } = house.record
  const lib = await library(house, county)
  await shared.cells(county, [...lib.groups.values()], today)
  const rows = await db.query<{ name: string; version: string }>(
    `select measure_group as name, sum(parts[1])::text as version from cell
     where county_id = $1 and measure_group = any($2::text[]) and grain = 'version' and period < $3::date group by measure_group`,
    [county, [...lib.groups.keys()], `${today.slice(0, 7)}-01`],
  )
  const versions = new Map(rows.map(({ name, version }) => [name, version]))
  return new Map(
    wanted.map((want) => {
      const indicator = lib.indicators.get(want.code)
      const reading = indicator && readingOf(indicator, want.variant)
      if (!reading) return [wantedKey(want), '']
      const groups = new Set(computedOf(reading).refs.map(({ group }) => group))
      return [wantedKey(want), `${serialOf(indicator)} ${[...groups].map((group) => versions.get(group)).join()}`]
    }),
  )
}

let made = 0
const serials = new WeakMap<object, number>()
/** A number for an object that is another one when anything in it changes. */
function serialOf(one: object): number {
  const known = serials.get(one) ?? ++made
  serials.set(one, known)
  return known
}
