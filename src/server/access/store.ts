import type { Db } from '../../record/db.ts'
import type { Post, Session } from './actor.ts'
import { limits } from './limits.ts'
import type { Sees } from './masking.ts'
import { widest } from './roles.ts'

type GrantRow = { organization: string; organizationName: string; role: string; verbs: string[]; sees: Sees }
type Row = {
  login: string
  post: string
  expires_at: Date
  name: string
  practitioner_id: string | null
  must_change: boolean
  county_name: string
  county_name_en: string
  grants: GrantRow[]
}

/** The session of a token hash with everything known of its account, and its last use written: one statement. $4: last use in memory; $5: now less idle time. */
const readSql = `
  with s as (
    update session set seen_at = $3
    where county_id = $1 and token_hash = $2 and expires_at > $3 and greatest(seen_at, coalesce($4, seen_at)) > $5
    returning login, post, expires_at
  )
  select s.login, s.post, s.expires_at, a.name, a.practitioner_id, a.must_change, c.name as county_name, c.name_en as county_name_en, coalesce((
    select jsonb_agg(jsonb_build_object('organization', g.organization_id, 'role', g.role, 'verbs', r.verbs, 'sees', r.sees, 'organizationName',
      coalesce((select o.name from org_dim o where o.county_id = $1 and o.org_id = g.organization_id order by o.valid_from desc limit 1),
               case when g.organization_id = 'county-' || $1::int then c.name else g.organization_id end)) order by g.organization_id, g.role)
    from access_grant g join role r on r.county_id = g.county_id and r.role = g.role
    where g.county_id = $1 and g.login = s.login and g.valid_from <= $3 and g.valid_to > $3), '[]') as grants
  from s
  join account a on a.county_id = $1 and a.login = s.login and not a.disabled
  join county c on c.county_id = $1`

function postsOf(grants: readonly GrantRow[]): Post[] {
  const posts = new Map<string, { organization: Post['organization']; roles: string[] }>()
  for (const { organization, organizationName, role } of grants) {
    const post = posts.get(organization)
    if (post) post.roles.push(role)
    else posts.set(organization, { organization: { id: organization, name: organizationName }, roles: [role] })
  }
  return [...posts.values()]
}

/** The session as rows say: the chosen post while it is still granted, else the first; the verbs and the sight of that post. */
export function sessionOf(county: number, row: Row): Session {
  const posts = postsOf(row.grants)
  const post = posts.find((p) => p.organization.id === row.post) ?? posts[0] ?? null
  const grants = row.grants.filter((g) => g.organization === post?.organization.id)
  return {
    login: row.login,
    name: row.name,
    mustChange: row.must_change,
    county: { id: county, name: row.county_name, nameEn: row.county_name_en },
    post,
    posts,
    verbs: [...new Set(grants.flatMap((g) => g.verbs))].sort(),
    sees: widest(grants.map((g) => g.sees)),
    idleMinutes: limits.idle / 60_000,
    ...(row.practitioner_id === null ? {} : { practitioner: row.practitioner_id }),
  }
}

/** Reads a living session and writes its use; undefined when there is none, it timed out or its account is disabled. */
export async function readSession(db: Db, county: number, hash: Buffer, now: Date, usedAt: Date | null) {
  const [row] = await db.query<Row>(readSql, [county, hash, now, usedAt, new Date(now.getTime() - limits.idle)])
  return row && { session: sessionOf(county, row), expiresAt: row.expires_at }
}

/** Starts a session in the post its account chose last, and clears away those of the account that are over. */
export async function insertSession(db: Db, county: number, hash: Buffer, login: string, now: Date): Promise<void> {
  await db.query('delete from session where county_id = $1 and login = $2 and (expires_at <= $3 or seen_at <= $4)', [
    county,
    login,
    now,
    new Date(now.getTime() - limits.idle),
  ])
  await db.query(
    `insert into session (county_id, token_hash, login, post, created_at, seen_at, expires_at)
     values ($1, $2, $3, coalesce((select value from preference where county_id = $1 and login = $3 and name = 'post'), ''), $4, $4, $5)`,
    [county, hash, login, now, new Date(now.getTime() + limits.absolute)],
  )
}

/** Chooses the post of a session, for the next sign-in too. */
export async function choosePost(db: Db, county: number, hash: Buffer, login: string, organization: string): Promise<void> {
  await db.query(
    `with chosen as (update session set post = $4 where county_id = $1 and token_hash = $2)
     insert into preference (county_id, login, name, value) values ($1, $3, 'post', $4)
     on conflict (county_id, login, name) do update set value = excluded.value`,
    [county, hash, login, organization],
  )
}

export const deleteSession = (db: Db, county: number, hash: Buffer) =>
  db.query('delete from session where county_id = $1 and token_hash = $2', [county, hash])
