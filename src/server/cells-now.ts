import { library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { serialOf } from '../kernel/perform/serial.ts'
import { yearVersions } from '../record/cell-months.ts'
import { localDay } from '../record/local-day.ts'
import { countiesOf } from './plans/counties.ts'

export type Asking = Pick<House, 'record' | 'registry' | 'clock'>
export type CellsNow = {
  /** What was made of the cells, the organisations and the definitions holds as long as this is the same. */
  stamp: string
  /** The same of some groups in a year (2026). */
  inYear: (groups: Iterable<string>, year: string) => string
}

/** The versions of the cells of a county, or of all counties of a prefecture, in two statements; what waits to be counted is counted first. */
export async function cellsNow(house: Asking, county: number): Promise<CellsNow> {
  const { record, registry, clock } = house
  const today = localDay(clock().toISOString())
  const lib = await library(house, county)
  const ids = (await countiesOf(record, county)).map(({ id }) => id)
  const waiting = await record.db.query<{ id: number }>(
    `select c.id from unnest($1::int[]) c(id) where exists (select 1 from stale s where s.county_id = c.id)
       or not exists (select 1 from measure_state m where m.county_id = c.id)`,
    [ids],
  )
  const nodes = await Promise.all(ids.map((id) => record.organizations(id))) // cells of persons go by the dimension that this brings up to date
  for (const { id } of waiting) await record.shared.cells(id, [...(await library(house, id)).groups.values()], today)
  const [row] = await record.db.query<{ stamp: string | null }>(
    `select sum(hashtextextended(concat_ws('|', county_id, measure_group, hash), 0))::text as stamp from measure_state where county_id = any($1::int[])`,
    [ids],
  )
  const places = `${today.slice(0, 7)} ${serialOf(lib)} ${nodes.map(serialOf).join(' ')}`
  const stamp = `${places} ${row?.stamp ?? ''}`
  const years = await remembered(
    registry,
    `years ${county}`,
    () => yearVersions(record.db, ids, [...lib.groups.keys()]),
    ({ size }) => size,
    stamp,
  )
  return { stamp, inYear: (groups, year) => [places, ...[...groups].map((group) => years.get(`${group} ${year}`) ?? '')].join(' ') }
}
