import { refuse } from '../../kernel/grammar/refusal.ts'
import { type Db, isUnique } from '../../record/db.ts'
import { hashPassword, oneTimePassword, passwordProblem } from './passwords.ts'
import { fill, texts } from './texts.ts'

export type Grant = { organization: string; role: string }
export type NewAccount = {
  login: string
  name: string
  practitioner?: string | undefined
  grants: readonly Grant[]
  /** Without one the account gets a one-time password. */
  password?: string | undefined
  /** Default true: the first thing its owner does is to choose a password. */
  mustChange?: boolean
}

/** The root of a county's organisations. */
export const rootOf = (county: number): string => `county-${county}`

/** @throws Refusal 'invalid' with the reason under the field */
export function checkPassword(password: string, login: string, path: string): void {
  const problem = passwordProblem(password, login)
  if (problem) throw refuse('invalid', texts.badPassword, [{ path, text: problem }])
}

const administrators = `
  select exists (
    select from account a
    join access_grant g on g.county_id = a.county_id and g.login = a.login and g.valid_from <= $2 and g.valid_to > $2
    join role r on r.county_id = g.county_id and r.role = g.role and r.verbs && array['*', 'accounts.*']
    where a.county_id = $1 and not a.disabled) as some`

/** A change of accounts, grants or roles in one transaction. @throws Refusal 'conflict' when it would leave the county without an administrator */
export function keepingAnAdministrator<T>(db: Db, county: number, now: Date, work: (tx: Db) => Promise<T>): Promise<T> {
  const some = async (tx: Db) => (await tx.query<{ some: boolean }>(administrators, [county, now]))[0]!.some
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(1633903475, $1)', [county]) // 'acco': two last administrators must not remove each other
    const before = await some(tx)
    const done = await work(tx)
    if (before && !(await some(tx))) throw refuse('conflict', texts.lastAdministrator)
    return done
  })
}

/** Makes these the account's grants from now on; what is taken away stays in the table with its end. @throws Refusal 'invalid' for an unknown role */
export async function setGrants(tx: Db, county: number, login: string, grants: readonly Grant[], now: Date): Promise<void> {
  const roles = new Set((await tx.query<{ role: string }>('select role from role where county_id = $1', [county])).map((r) => r.role))
  const unknown = grants.flatMap(({ role }, i) =>
    roles.has(role) ? [] : [{ path: `grants.${i}.role`, text: fill(texts.noSuchRole, { role }) }],
  )
  if (unknown[0]) throw refuse('invalid', unknown[0].text, unknown)
  const wanted = [county, login, grants.map((g) => g.role), grants.map((g) => g.organization), now]
  await tx.query(
    `update access_grant set valid_to = $5 where county_id = $1 and login = $2 and valid_to > $5
     and (role, organization_id) not in (select * from unnest($3::text[], $4::text[]))`,
    wanted,
  )
  await tx.query(
    `insert into access_grant (county_id, login, role, organization_id, valid_from)
     select distinct $1::int, $2, w.role, w.organization, $5::timestamptz from unnest($3::text[], $4::text[]) as w (role, organization)
     on conflict (county_id, login, role, organization_id) do update
     set valid_from = case when access_grant.valid_to > $5 then access_grant.valid_from else $5 end, valid_to = 'infinity'`,
    wanted,
  )
}

/** Makes an account with its grants. @returns the one-time password when none was given @throws Refusal 'conflict' login taken, 'invalid' password or role */
export async function createAccount(db: Db, county: number, account: NewAccount, now: Date): Promise<{ password?: string }> {
  const { login, name, practitioner, grants, mustChange = true } = account
  if (account.password !== undefined) checkPassword(account.password, login, 'password')
  const password = account.password ?? oneTimePassword()
  const hash = await hashPassword(password)
  try {
    await db.transaction(async (tx) => {
      await tx.query(
        'insert into account (county_id, login, password_hash, name, practitioner_id, must_change, changed_at) values ($1, $2, $3, $4, $5, $6, $7)',
        [county, login, hash, name, practitioner ?? null, mustChange, now],
      )
      await setGrants(tx, county, login, grants, now)
    })
  } catch (error) {
    if (!isUnique(error)) throw error
    const text = fill(texts.loginTaken, { login })
    throw refuse('conflict', text, [{ path: 'login', text }])
  }
  return account.password === undefined ? { password } : {}
}

/** Stores a password, lifts any lock and ends every session of the account. */
async function store(db: Db, county: number, login: string, password: string, mustChange: boolean, now: Date): Promise<void> {
  const hash = await hashPassword(password)
  const [done] = await db.query(
    `with changed as (update account set password_hash = $3, must_change = $4, failures = 0, locked_until = null, changed_at = $5
       where county_id = $1 and login = $2 returning login),
     ended as (delete from session where county_id = $1 and login in (select login from changed))
     select login from changed`,
    [county, login, hash, mustChange, now],
  )
  if (!done) throw refuse('missing', fill(texts.noSuchAccount, { login }))
}

/** The owner's own choice. @throws Refusal 'invalid' when the password is too weak */
export async function changePassword(db: Db, county: number, login: string, password: string, now: Date): Promise<void> {
  checkPassword(password, login, 'new')
  await store(db, county, login, password, false, now)
}

/** A new one-time password, told once to the administrator; its owner must change it. @throws Refusal 'missing' */
export async function resetPassword(db: Db, county: number, login: string, now: Date): Promise<string> {
  const password = oneTimePassword()
  await store(db, county, login, password, true, now)
  return password
}

/** Disables (its sessions end at once) or enables an account. @throws Refusal 'missing' */
export async function setDisabled(tx: Db, county: number, login: string, disabled: boolean): Promise<void> {
  const [done] = await tx.query('update account set disabled = $3 where county_id = $1 and login = $2 returning login', [
    county,
    login,
    disabled,
  ])
  if (!done) throw refuse('missing', fill(texts.noSuchAccount, { login }))
  if (disabled) await tx.query('delete from session where county_id = $1 and login = $2', [county, login])
}
