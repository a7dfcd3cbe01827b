import type { Db } from '../../record/db.ts'

/** Who wrote a version, for people: the name, and the post he acted in. */
export type Author = { id: string; name: string; post?: string }
type Written = { author: string; updated: string }

/** Logins as their accounts call them today; what is no account (the command line, a machine) is not among them. */
export async function namesOf(db: Db, county: number, logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ login: string; name: string }>('select login, name from account where county_id = $1 and login = any($2)', [
    county,
    [...new Set(logins)],
  ])
  return new Map(rows.map(({ login, name }) => [login, name]))
}

/**
 * Names of the authors of versions, with the institution in whose name each was written (its audit entry is of the same instant) and the roles held there today. What is no account
 * (a machine, the command line) stays as it is called; what the system did by itself has no author.
 */
export async function authorsOf(db: Db, county: number, versions: readonly Written[]): Promise<(string | Author | null)[]> {
  const rows = await db.query<{ login: string; name: string | null; organization: string | null; roles: string | null }>(
    `select v.login, c.name, o.name as organization, (
       select string_agg(r.name, '、' order by r.name) from access_grant g join role r on r.county_id = $1 and r.role = g.role
       where g.county_id = $1 and g.login = v.login and g.organization_id = a.organization and g.valid_to > now()) as roles
     from unnest($2::text[], $3::timestamptz[]) with ordinality v(login, at, n)
     left join account c on c.county_id = $1 and c.login = v.login
     left join lateral (select organization from audit where county_id = $1 and actor = v.login and at = v.at limit 1) a on true
     left join lateral (select name from org_dim where county_id = $1 and org_id = a.organization order by valid_from desc limit 1) o on true
     order by v.n`,
    [county, versions.map(({ author }) => author), versions.map(({ updated }) => updated)],
  )
  return rows.map(({ login, name, organization, roles }) => {
    if (!name) return login === 'system' ? null : login
    const post = [organization, roles].filter(Boolean).join(' ')
    return { id: login, name, ...(post ? { post } : {}) }
  })
}
