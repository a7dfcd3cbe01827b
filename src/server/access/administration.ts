import type { z } from 'zod'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Db } from '../../record/db.ts'
import { type Grant, keepingAnAdministrator, rootOf, setDisabled, setGrants } from './accounts.ts'
import type { Sees } from './masking.ts'
import type { RoleUpdate } from './role-updates.ts'
import { defaultRoles } from './roles.ts'
import type { ChangeAccount, ChangeRole, ListAccounts } from './shapes.ts'
import { fill, texts } from './texts.ts'

/** An account as its administrator sees it: nothing of its password. */
export type AccountRow = {
  login: string
  name: string
  practitioner: string | null
  disabled: boolean
  mustChange: boolean
  lockedUntil: Date | null
  grants: { organization: { id: string; name: string }; role: string }[]
}
export type RoleRow = { role: string; name: Text; verbs: string[]; sees: Sees; builtIn: boolean; updates: readonly RoleUpdate[] }

/** Accounts by login, found by a part of login or name; `next` is the cursor of the following page. */
export async function listAccounts(db: Db, county: number, { q, after, limit }: z.output<typeof ListAccounts>, now: Date) {
  const accounts = await db.query<AccountRow>(
    `select a.login, a.name, a.practitioner_id as practitioner, a.disabled, a.must_change as "mustChange",
       case when a.locked_until > $2 then a.locked_until end as "lockedUntil", coalesce((
         select jsonb_agg(jsonb_build_object('role', g.role, 'organization', jsonb_build_object('id', g.organization_id, 'name', coalesce(
             (select o.name from org_dim o where o.county_id = $1 and o.org_id = g.organization_id order by o.valid_from desc limit 1), g.organization_id)))
           order by g.organization_id, g.role)
         from access_grant g where g.county_id = $1 and g.login = a.login and g.valid_from <= $2 and g.valid_to > $2), '[]') as grants
     from account a
     where a.county_id = $1 and a.login > $3 and ($4 = '' or position($4 in a.login) > 0 or position($4 in lower(a.name)) > 0)
     order by a.login limit $5`,
    [county, now, after ?? '', (q ?? '').trim().toLowerCase(), limit + 1],
  )
  const page = accounts.slice(0, limit)
  return { accounts: page, ...(accounts.length > limit ? { next: page.at(-1)!.login } : {}) }
}

/** @throws Refusal 'invalid' naming the grants whose organisation the county does not have, each by its path */
export async function checkOrganizations(
  db: Db,
  county: number,
  grants: readonly Pick<Grant, 'organization'>[],
  paths = grants.map((_, i) => `grants.${i}.organization`),
): Promise<void> {
  const rows = await db.query<{ org_id: string }>('select distinct org_id from org_dim where county_id = $1 and org_id = any($2)', [
    county,
    grants.map((g) => g.organization),
  ])
  const known = new Set([rootOf(county), ...rows.map((r) => r.org_id)])
  const unknown = grants.flatMap(({ organization }, i) =>
    known.has(organization) ? [] : [{ path: paths[i]!, text: fill(texts.noSuchOrganization, { organization }) }],
  )
  if (unknown[0]) throw refuse('invalid', unknown[0].text, unknown)
}

/** Changes what is given of an account, in one transaction. @throws Refusal 'missing', 'invalid', 'conflict' (last administrator) */
export function changeAccount(db: Db, county: number, login: string, change: z.output<typeof ChangeAccount>, now: Date): Promise<void> {
  return keepingAnAdministrator(db, county, now, async (tx) => {
    const [found] = await tx.query(
      `update account set name = coalesce($3, name), practitioner_id = case when $4::boolean then $5 else practitioner_id end
       where county_id = $1 and login = $2 returning login`,
      [county, login, change.name ?? null, change.practitioner !== undefined, change.practitioner ?? null],
    )
    if (!found) throw refuse('missing', fill(texts.noSuchAccount, { login }))
    if (change.disabled !== undefined) await setDisabled(tx, county, login, change.disabled)
    if (change.grants) await setGrants(tx, county, login, change.grants, now)
  })
}

/** The county's roles; `builtIn` are those the house came with, `updates` what upgrades brought to them, the newest last. */
export async function listRoles(db: Db, county: number): Promise<RoleRow[]> {
  const rows = await db.query<{ role: string; zh: string; en: string; verbs: string[]; sees: Sees; updates: string }>(
    'select role, name as zh, name_en as en, verbs, sees, updates from role where county_id = $1 order by role',
    [county],
  )
  return rows.map(({ zh, en, updates, ...row }) => ({
    ...row,
    name: [zh, en || zh],
    builtIn: row.role in defaultRoles,
    updates: JSON.parse(updates) as RoleUpdate[],
  }))
}

/** Changes a role, or makes one when a name is given. @throws Refusal 'missing', 'conflict' (last administrator) */
export function changeRole(
  db: Db,
  county: number,
  role: string,
  { name, verbs, sees }: z.output<typeof ChangeRole>,
  now: Date,
): Promise<void> {
  return keepingAnAdministrator(db, county, now, async (tx) => {
    const [changed] = await tx.query(
      `update role set verbs = $3, sees = $4, name = coalesce($5, name), name_en = coalesce($6, name_en)
       where county_id = $1 and role = $2 returning role`,
      [county, role, verbs, sees, name?.[0] ?? null, name?.[1] ?? null],
    )
    if (changed) return
    if (!name) throw refuse('missing', fill(texts.noSuchRole, { role }))
    await tx.query('insert into role (county_id, role, name, name_en, verbs, sees) values ($1, $2, $3, $4, $5, $6)', [
      county,
      role,
      ...name,
      verbs,
      sees,
    ])
  })
}
