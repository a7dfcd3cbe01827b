import { hash } from 'node:crypto'
import type { Resource } from '../../fhir/resource.ts'
import { COMPARTMENTS } from '../../fhir/search/compartments.generated.ts'
import { SEARCH_PARAMETERS } from '../../fhir/search-parameters.generated.ts'
import type { Db } from '../db.ts'
import { copyLine, type Row, type Table, tables } from '../table.ts'
import { searchRows } from './rows.ts'

/** To be raised when keys of the same parameters are written in another way (src/fhir/search/keys.ts) or rows have other columns. */
const writtenAs = 3
/** What the rows of token and compartment depend on besides the documents. */
export const searchVersion = hash('sha256', JSON.stringify([writtenAs, SEARCH_PARAMETERS, COMPARTMENTS])).slice(0, 16)

const page = 2000
const lock = 0x73656172 // 'sear': one process rebuilds a county at a time
type Document = { type: string; id: string; doc: string; label_bits: number }

/** Writes the search rows of each county anew whose rows were written by another definition of search. `tell` hears of the progress, some times a minute. */
export async function ensureSearch(db: Db, counties: readonly number[], tell: (line: string) => void): Promise<void> {
  const known = await db.query<{ county_id: number }>(`select county_id from view_table where view = 'search' and hash = $1`, [
    searchVersion,
  ])
  const done = new Set(known.map((row) => row.county_id))
  for (const county of counties) if (!done.has(county)) await db.transaction((tx) => fill(tx, county, tell))
}

async function fill(tx: Db, county: number, tell: (line: string) => void) {
  await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [lock, county])
  const same = await tx.query(`select 1 from view_table where view = 'search' and hash = $1 and county_id = $2`, [searchVersion, county])
  if (same.length) return // another process has done it meanwhile
  const [all] = await tx.query<{ n: number }>('select count(*) as n from resource where county_id = $1 and not deleted', [county])
  if (all!.n) await clear(tx, county) // a new county has nothing, and others are written meanwhile
  let done = 0
  let told = Date.now()
  for (let last: Pick<Document, 'type' | 'id'> = { type: '', id: '' }; ; ) {
    const documents = await tx.query<Document>(
      `select type, id, doc, label_bits from resource where county_id = $1 and (type, id) > ($2, $3) and not deleted order by type, id limit ${page}`,
      [county, last.type, last.id],
    )
    if (!documents.length) break
    const rows = new Map<Table, string[]>([tables.token, tables.compartment].map((table) => [table, []]))
    for (const { doc, label_bits } of documents)
      for (const [table, some] of searchRows(county, JSON.parse(doc) as Resource, label_bits))
        rows.get(table)!.push(...some.map((row: Row) => copyLine(county, row)))
    for (const [table, lines] of rows)
      if (lines.length) await tx.copyIn(`${table.name} (county_id, ${table.columns.map(([name]) => name).join(', ')})`, lines)
    last = documents.at(-1)!
    done += documents.length
    if (Date.now() - told > 5000) {
      told = Date.now()
      tell(`正在更新检索索引 / updating the search index: ${county} ${Math.floor((done / all!.n) * 100)}%`)
    }
  }
  await tx.query(
    `insert into view_table (county_id, view, definition, hash) values ($1, 'search', '', $2) on conflict (county_id, view) do update set hash = excluded.hash`,
    [county, searchVersion],
  )
}

/** Where there is no other county, the tables are emptied as a whole, which leaves nothing to clean up. Looked at again once nobody else can write: a county may just have come. */
async function clear(tx: Db, county: number) {
  const others = async (table: 'county' | 'token' | 'compartment') =>
    (await tx.query<{ there: boolean }>(`select exists (select from ${table} where county_id <> $1) as there`, [county]))[0]!.there
  const alone = !(await others('county'))
  if (alone) await tx.script('lock table token, compartment in access exclusive mode')
  for (const table of ['token', 'compartment'] as const)
    if (alone && !(await others(table))) await tx.script(`truncate ${table}`)
    else await tx.query(`delete from ${table} where county_id = $1`, [county])
}
