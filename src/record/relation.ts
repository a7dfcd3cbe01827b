import type { Db } from './db.ts'
import type { ExtractContext } from './extract.ts'

/** Why an organisation has to do with a patient it brought by the FHIR door: that patient record alone opens (see `visible`). */
export const brought = 'brought'
/** The same by a file of the county: the row says that he was its patient, so the person opens as after a visit at the desk. */
export const imported = 'import'

type Written = { type: string; id: string; doc: string; owner?: string }
const managing = (doc: string) =>
  (JSON.parse(doc) as { managingOrganization?: { reference?: string } }).managingOrganization?.reference?.split('/')[1]

/**
 * Records, inside the transaction that writes them, that institutions have to do with the patients of new documents. Each source institution has a Patient of its own (decision 8), so a
 * row says so once: with the Patient it brings, whose managing institution it is. What belongs to no workflow was sent as FHIR, and opens no more than itself. An undo that takes
 * the Patient takes the relation; a Patient that passes to another batch keeps it.
 */
export async function relate(tx: Db, { county, keys }: Pick<ExtractContext, 'county' | 'keys'>, fresh: readonly Written[]): Promise<void> {
  const patients = fresh.flatMap(({ type, id, doc, owner }) => {
    const organization = type === 'Patient' ? managing(doc) : undefined
    return organization ? [{ id, organization, reason: owner ? imported : brought }] : []
  })
  if (!patients.length) return
  const organizations = () => patients.map(({ organization }) => keys.key('organization', organization))
  if (organizations().includes(0)) await keys.intern()
  await tx.query(
    `insert into relation (county_id, patient_id, org_key, reason) select $1, u.patient, u.org, u.reason
     from unnest($2::text[], $3::int[], $4::text[]) u(patient, org, reason) on conflict do nothing`,
    [county, patients.map(({ id }) => id), organizations(), patients.map(({ reason }) => reason)],
  )
}

/** Patients that files (or whoever works here) brought and whose institution has nothing to do with them: those of an older store, or of one that was damaged. */
const unrelated = `
  select r.county_id, r.id, d.key, case when r.owner is null then '${brought}' else '${imported}' end as reason
  from resource r join dictionary d on d.county_id = $1 and d.kind = 'organization' and d.value = split_part(r.doc::json #>> '{managingOrganization,reference}', '/', 2)
  where r.county_id = $1 and r.type = 'Patient' and not r.deleted and (r.origin = 'import' or r.owner is not null)
    and not exists (select from relation x where x.county_id = $1 and x.patient_id = r.id and x.org_key = d.key)`

/** How many patients their own institution has nothing to do with. */
export async function countUnrelated(db: Db, county: number): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*)::int as n from (${unrelated}) u`, [county])
  return row!.n
}

/** Records what is missing. Idempotent. */
export async function relateAll(db: Db, county: number): Promise<void> {
  await db.query(`insert into relation (county_id, patient_id, org_key, reason) ${unrelated} on conflict do nothing`, [county])
}

const lock = 0x72656c61 // 'rela': one process at a time
const written = `select 1 from view_table where county_id = $1 and view = 'relation' and hash = '1'`
/** Gives counties whose files came in before relations were recorded theirs, once: about a second for 100 000 patients. */
export async function ensureRelations(db: Db, counties: readonly number[]): Promise<void> {
  for (const county of counties)
    await db.transaction(async (tx) => {
      if ((await tx.query(written, [county])).length) return
      await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [lock, county])
      await relateAll(tx, county)
      await tx.query(
        `insert into view_table (county_id, view, definition, hash) values ($1, 'relation', '', '1') on conflict (county_id, view) do update set hash = excluded.hash`,
        [county],
      )
    })
}
