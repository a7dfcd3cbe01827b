import { collect, holdable } from './collect.ts'
import type { Compiled } from './compile.ts'
import { binding } from './condition.ts'
import type { Found } from './found.ts'
import { type Searching, source, suited } from './page.ts'
import { TooCostly } from './too-costly.ts'

/** So many documents a chain or `_has` may pass through. */
const most = 10_000
const tooMany = (type: string) =>
  new TooCostly(
    `more than ${most} ${type} resources meet the inner condition of a chained search: narrow it, or search for the ${type} resources first`,
  )

/** Every match, its documents read. @throws TooCostly when they are more than 10 000 or looking takes more than 5 s */
export async function allMatches(db: Searching, compiled: Compiled): Promise<Found[]> {
  const { placed, last } = await collect(db, compiled, { by: 'id', descending: false }, undefined, {
    ...{ wanted: most, deadline: Date.now() + 5000, bytes: holdable },
  })
  if (last) throw tooMany(compiled.type)
  return placed.map(({ found }) => found)
}

/** The ids of every match. @throws TooCostly like `allMatches` */
export async function allIds(db: Searching, compiled: Compiled): Promise<string[]> {
  if (!compiled.exact) return (await allMatches(db, compiled)).map(({ id }) => id)
  return column(db, compiled, 't.id')
}

/** What a document is about, not what a patient performed or received: the token row names the first patient of its compartments, whoever he is. */
const about = `exists (select from compartment c where c.county_id = t.county_id and c.patient_id = t.patient_id and c.type = t.type
  and c.at = coalesce(t.at, '-infinity') and c.id = t.id and c.main offset 0)`

/** The patients whom the matches are about. Only where SQL alone answers. @throws TooCostly when they are more than 10 000 */
export const allPatients = (db: Searching, compiled: Compiled): Promise<string[]> =>
  column(db, compiled, 'distinct t.patient_id', 't.patient_id is not null', about)

async function column(db: Searching, compiled: Compiled, what: string, ...more: string[]): Promise<string[]> {
  const bound = binding(compiled.reader.county, compiled.type)
  const from = source(compiled, bound, 'indexed', more)
  const rows = await suited(db, compiled.shape).query<Record<string, string>>(
    `select ${what} as id from ${from} limit ${most + 1}`,
    bound.values,
  )
  if (rows.length > most) throw tooMany(compiled.type)
  return rows.map((row) => row['id']!)
}
