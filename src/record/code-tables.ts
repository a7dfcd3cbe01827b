import { setImmediate } from 'node:timers/promises'
import { initialsOf } from '../fhir/china/pinyin.ts'
import type { Db } from './db.ts'
import { copyLine } from './table.ts'

/** A row of a code table; `attributes` are what it says besides (extra code, unit, target of a mapping). */
export type CodeRow = { code: string; name: string; attributes?: Readonly<Record<string, string>> }
/** What a release of a table changes: rows that are new, that say something else, that are no longer in it, and that stay. */
export type CodeChanges = { added: number; changed: number; gone: number; same: number }
/** The release cannot be put before one that is there: its first day is `latest` or later. */
export class OlderRelease extends Error {
  readonly latest: string
  constructor(latest: string) {
    super(`a release valid from ${latest} is there already`)
    this.latest = latest
  }
}

const ended = `(c.valid_to = 'infinity' and not exists (select 1 from code_in i where i.code = c.code))`
/** What says nothing of the code itself: how its name is typed, and that it is of a loaded table. */
const aside = `'{initials,official}'::text[]`
const other = `(c.valid_to = 'infinity' and exists (select 1 from code_in i where i.code = c.code and (i.name <> c.name or i.attributes - ${aside} <> c.attributes - ${aside})))`

/**
 * Puts a release of a code table in force on a day: codes that are new or say something else begin then, what they said before ends the day before, and so do codes
 * that are gone; names of earlier days stay. The same release again changes nothing, a corrected one of the same day replaces it.
 * @param from local day YYYY-MM-DD
 * @param dry count only
 * @throws OlderRelease when rows of a later day are there
 */
export async function putCodeTable(
  db: Db,
  county: number,
  system: string,
  rows: readonly CodeRow[],
  from: string,
  dry = false,
): Promise<CodeChanges> {
  const lines: string[] = []
  for (const { code, name, attributes } of new Map(rows.map((row) => [row.code, row])).values()) {
    lines.push(copyLine(county, [code, name, JSON.stringify({ ...attributes, initials: initialsOf(name), official: true })]))
    if (lines.length % 200 === 0) await setImmediate() // others are served meanwhile
  }
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x636f6465, county])
    const about = [county, system]
    const [last] = await tx.query<{ day: string | null }>(
      'select max(valid_from) as day from code_dim where county_id = $1 and system = $2',
      about,
    )
    if (last?.day && last.day > from) throw new OlderRelease(last.day)
    await tx.script(
      'create temp table code_in (county_id int, code text collate "C", name text, attributes jsonb) on commit drop; create index on code_in (code)',
    )
    await tx.copyIn('code_in', lines)
    await tx.script('analyze code_in')
    const [changes] = await tx.query<CodeChanges>(
      `select count(*) filter (where ${ended}) as gone, count(*) filter (where ${other}) as changed,
         count(*) filter (where c.valid_to = 'infinity' and not ${ended} and not ${other}) as same,
         (select count(*) from code_in i where not exists (select 1 from code_dim k where k.county_id = $1 and k.system = $2 and k.code = i.code and k.valid_to = 'infinity')) as added
       from code_dim c where c.county_id = $1 and c.system = $2`,
      about,
    )
    if (!dry) {
      const over = `c.county_id = $1 and c.system = $2 and (${ended} or ${other})`
      await tx.query(`delete from code_dim c where ${over} and c.valid_from = $3::date`, [...about, from])
      await tx.query(`update code_dim c set valid_to = $3::date - 1 where ${over}`, [...about, from])
      await tx.query(
        `update code_dim c set attributes = i.attributes from code_in i
         where c.county_id = $1 and c.system = $2 and c.code = i.code and c.valid_to = 'infinity' and c.attributes <> i.attributes`,
        about,
      )
      await tx.query(
        `insert into code_dim (county_id, system, code, valid_from, name, attributes) select $1, $2, i.code, $3::date, i.name, i.attributes from code_in i
         where not exists (select 1 from code_dim k where k.county_id = $1 and k.system = $2 and k.code = i.code and k.valid_to = 'infinity')`,
        [...about, from],
      )
    }
    await tx.script('drop table code_in')
    return changes!
  })
}

export type CodeName = { code: string; name: string; initials: string }
/** The codes of a system in force, and what stands for their state: it changes when a table is loaded. `official`: the county has loaded a table of its own. */
export async function codeTableState(db: Db, county: number, system: string): Promise<{ stamp: string; official: boolean }> {
  const [row] = await db.query<{ n: number; last: number; official: boolean }>(
    `select count(*) as n, coalesce(sum(hashtext(code || name)), 0) as last, coalesce(bool_or(attributes ? 'official'), false) as official
     from code_dim where county_id = $1 and system = $2 and valid_to = 'infinity'`,
    [county, system],
  )
  return { stamp: `${row!.n}-${row!.last}`, official: row!.official }
}
export const codesInForce = (db: Db, county: number, system: string) =>
  db.query<CodeName>(
    `select code, name, coalesce(attributes->>'initials', '') as initials from code_dim where county_id = $1 and system = $2 and valid_to = 'infinity' order by code`,
    [county, system],
  )
