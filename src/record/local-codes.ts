import type { Db } from './db.ts'

export type LocalKey = { kind: string; institution: string; code: string }
/** What a code of an institution's own means: a code of a table (or a department of the directory), or nothing that could be translated. */
export type Target = { system: string; code: string; name: string } | 'ignored'
export type LocalState = 'open' | 'mapped' | 'ignored'
export type LocalCode = LocalKey & {
  name: string
  state: LocalState
  target?: { system: string; code: string; name: string }
  /** Rows that have it, of all files that were taken in and not undone. */
  seen: number
  /** ISO instants. */
  firstAt: string
  lastAt: string
  decidedBy?: string
  decidedAt?: string
}
type Row = LocalKey & {
  name: string
  state: LocalState
  system: string
  target: string
  target_name: string
  seen: number
  first_at: Date
  last_at: Date
  decided_by: string | null
  decided_at: Date | null
}

const columns = (rows: readonly LocalKey[]) => [rows.map((r) => r.kind), rows.map((r) => r.institution), rows.map((r) => r.code)]

/** Every translation of the county: what an import reads once. */
export const mappedCodes = (db: Db, county: number) =>
  db.query<LocalKey & { system: string; target: string; target_name: string }>(
    `select kind, institution, code, system, target, target_name from local_code where county_id = $1 and state = 'mapped'`,
    [county],
  )

/** What the county decided for some codes of one kind and owner. */
export async function decidedTargets(db: Db, county: number, { kind, owner }: { kind: string; owner: string }, codes: readonly string[]) {
  const rows = await db.query<{ code: string; target: string; name: string }>(
    `select code, target, target_name as name from local_code where county_id = $1 and kind = $2 and institution = $3 and code = any($4) and state = 'mapped'`,
    [county, kind, owner, codes],
  )
  return new Map(rows.map(({ code, target, name }) => [code, { code: target, name }]))
}

/** What every decided code of the county means. */
export async function decidedCodes(db: Db, county: number): Promise<(LocalKey & { target: Target })[]> {
  const rows = await db.query<Pick<Row, 'kind' | 'institution' | 'code' | 'state' | 'system' | 'target' | 'target_name'>>(
    `select kind, institution, code, state, system, target, target_name from local_code where county_id = $1 and state <> 'open'`,
    [county],
  )
  return rows.map(({ state, system, target, target_name, ...key }) => ({
    ...key,
    target: state === 'ignored' ? 'ignored' : { system, code: target, name: target_name },
  }))
}

/** Notes which codes a run of a batch has met, and in how many rows: what the batch had before is replaced. Codes that are new wait to be mapped. */
export async function noteLocalCodes(
  db: Db,
  county: number,
  batch: string,
  met: readonly (LocalKey & { name: string; rows: number })[],
  now: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('delete from local_code_seen where county_id = $1 and batch_id = $2', [county, batch])
    if (!met.length) return
    await tx.query(
      `insert into local_code as l (county_id, kind, institution, code, name, state, first_at, last_at)
       select $1, u.kind, u.institution, u.code, u.name, 'open', $6, $6 from unnest($2::text[], $3::text[], $4::text[], $5::text[]) u(kind, institution, code, name)
       order by 2, 3, 4 on conflict (county_id, kind, institution, code) do update set last_at = excluded.last_at, name = case when l.name = '' then excluded.name else l.name end`,
      [county, ...columns(met), met.map((m) => m.name), now],
    )
    await tx.query(
      `insert into local_code_seen (county_id, kind, institution, code, batch_id, rows)
       select $1, u.kind, u.institution, u.code, $5, u.rows from unnest($2::text[], $3::text[], $4::text[], $6::bigint[]) u(kind, institution, code, rows)`,
      [county, ...columns(met), batch, met.map((m) => m.rows)],
    )
  })
}

export type LocalQuestion = { state: LocalState; kind?: string | undefined; institution?: string | undefined; limit: number }
/** Codes of a state, those that most rows have first. */
export async function listLocalCodes(db: Db, county: number, q: LocalQuestion): Promise<LocalCode[]> {
  const rows = await db.query<Row>(
    `select l.kind, l.institution, l.code, l.name, l.state, l.system, l.target, l.target_name, l.first_at, l.last_at, l.decided_by, l.decided_at, coalesce(s.rows, 0) as seen
     from local_code l left join (
       select s.kind, s.institution, s.code, sum(s.rows)::bigint as rows from local_code_seen s
       left join batch b on b.county_id = s.county_id and b.id = s.batch_id where s.county_id = $1 and b.state is distinct from 'undone' group by 1, 2, 3) s
       on s.kind = l.kind and s.institution = l.institution and s.code = l.code
     where l.county_id = $1 and l.state = $2 and ($3::text is null or l.kind = $3) and ($4::text is null or l.institution = $4)
     order by seen desc, l.kind, l.institution, l.code limit $5`,
    [county, q.state, q.kind ?? null, q.institution ?? null, q.limit],
  )
  return rows.map((r) => ({
    kind: r.kind,
    institution: r.institution,
    code: r.code,
    name: r.name,
    state: r.state,
    ...(r.state === 'mapped' ? { target: { system: r.system, code: r.target, name: r.target_name } } : {}),
    seen: r.seen,
    firstAt: r.first_at.toISOString(),
    lastAt: r.last_at.toISOString(),
    ...(r.decided_by === null ? {} : { decidedBy: r.decided_by }),
    ...(r.decided_at === null ? {} : { decidedAt: r.decided_at.toISOString() }),
  }))
}

/** Decides what codes mean; undefined opens them again. A code that no file has brought yet may be decided too. */
export async function decideLocalCodes(
  db: Db,
  county: number,
  decisions: readonly (LocalKey & { target: Target | undefined })[],
  actor: string,
  now: string,
): Promise<void> {
  const targets = decisions.map(({ target }) => (typeof target === 'object' ? target : { system: '', code: '', name: '' }))
  await db.query(
    `insert into local_code as l (county_id, kind, institution, code, state, system, target, target_name, first_at, last_at, decided_by, decided_at)
     select $1, u.*, $9, $9, $10, $9 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) u(kind, institution, code, state, system, target, target_name)
     order by u.kind, u.institution, u.code
     on conflict (county_id, kind, institution, code) do update set state = excluded.state, system = excluded.system, target = excluded.target,
       target_name = excluded.target_name, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [
      county,
      ...columns(decisions),
      decisions.map(({ target }) => (target === undefined ? 'open' : target === 'ignored' ? 'ignored' : 'mapped')),
      targets.map((t) => t.system),
      targets.map((t) => t.code),
      targets.map((t) => t.name),
      now,
      actor,
    ],
  )
}

/** Batches that are done and have codes decided since they last ran: running their kept files again brings the new translations in. */
export const batchesConcerned = (db: Db, county: number) =>
  db.query<{ id: string; kind: string; fileName: string; codes: number }>(
    `select b.id, b.kind, b.file_name as "fileName", count(*) as codes
     from batch b join local_code_seen s on s.county_id = b.county_id and s.batch_id = b.id
     join local_code l on l.county_id = s.county_id and l.kind = s.kind and l.institution = s.institution and l.code = s.code
     where b.county_id = $1 and b.state = 'done' and b.original and l.decided_at > b.started_at
     group by b.id, b.kind, b.file_name, b.started_at order by b.started_at`,
    [county],
  )
