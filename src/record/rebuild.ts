import type { Resource } from '../fhir/resource.ts'
import type { Db } from './db.ts'
import type { Dictionary } from './dictionary.ts'
import { residentMark, residentViews } from './residents.ts'
import { copyLine } from './table.ts'
import { type FlatView, flatTableSql } from './view.ts'

const page = 5000

/** Creates the table of each view and fills those whose definition is not the one that filled them. Answers the names of the views that were rebuilt. */
export async function ensureViews(
  db: Db,
  views: readonly FlatView[],
  counties: readonly number[],
  keysOf: (county: number) => Dictionary,
): Promise<string[]> {
  const rebuilt: string[] = []
  for (const view of views) {
    let known = await db.query<{ county_id: number; hash: string }>('select county_id, hash from view_table where view = $1', [view.name])
    if (known.some((k) => k.hash !== view.hash)) {
      await db.transaction(async (tx) => {
        await tx.script(`drop table if exists ${view.table.name}`)
        await tx.query('delete from view_table where view = $1', [view.name]) // with its rows: an interrupted rebuild starts over for every county
      })
      known = []
    }
    await db.script(flatTableSql(view))
    for (const county of counties) {
      if (known.some((k) => k.county_id === county && k.hash === view.hash)) continue
      await fill(db, view, county, keysOf(county))
      rebuilt.push(view.name)
    }
  }
  return rebuilt
}

/** Fills a view's table for one county from the documents, in one transaction, page by page. */
async function fill(db: Db, view: FlatView, county: number, keys: Dictionary) {
  await db.transaction(async (tx) => {
    await tx.query(`delete from ${view.table.name} where county_id = $1`, [county])
    for (let last = ''; ; ) {
      const rows = await tx.query<{ id: string; doc: string }>(
        'select id, doc from resource where county_id = $1 and type = $2 and id > $3 and not deleted order by id limit $4',
        [county, view.resource, last, page],
      )
      if (!rows.length) break
      const flatten = () => rows.flatMap(({ doc }) => view.rows(JSON.parse(doc) as Resource, keys))
      let flat = flatten()
      if (keys.missing) {
        await keys.intern()
        flat = flatten()
      }
      await tx.copyIn(
        `${view.table.name} (county_id, ${view.table.columns.map(([name]) => name).join(', ')})`,
        flat.map((row) => copyLine(county, row)),
      )
      last = rows.at(-1)!.id
    }
    await tx.query(
      `insert into view_table (county_id, view, definition, hash) values ($1, $2, $3, $4)
       on conflict (county_id, view) do update set definition = excluded.definition, hash = excluded.hash`,
      [county, view.name, JSON.stringify(view.definition), view.hash],
    )
    await tx.query(`delete from measure_state where county_id = $1`, [county])
    if (residentViews.has(view.name))
      await tx.query('insert into stale (county_id, view, month, org_key, patient_id) values ($1, $2, $3, $4, $5)', [
        county,
        ...residentMark(null),
      ])
  })
}
