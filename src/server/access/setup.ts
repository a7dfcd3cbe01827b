import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Db } from '../../record/db.ts'
import { checkPassword, createAccount, rootOf } from './accounts.ts'
import { ensureRoles } from './roles.ts'
import type { Setup } from './shapes.ts'
import { texts } from './texts.ts'

export type County = { id: number; name: string; nameEn: string }

/** The counties that may be signed in to; none before setup. */
export const counties = (db: Db): Promise<County[]> =>
  db.query<County>('select county_id as id, name, name_en as "nameEn" from county order by county_id')

/** Makes a county's row (its salt is random) and its default roles, unless they are there. */
export async function ensureCounty(tx: Db, { id, name, nameEn }: County, now: Date): Promise<void> {
  await tx.query('insert into county (county_id, name, name_en, salt, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    id,
    name,
    nameEn,
    randomBytes(32).toString('base64url'),
    now,
  ])
  await ensureRoles(tx, id)
}

/** The first county with its administrator, once. @throws Refusal 'conflict' when a county exists, 'invalid' password */
export async function setUp(
  db: Db,
  { code, name, nameEn = '', login, personName, password }: z.output<typeof Setup>,
  now: Date,
): Promise<void> {
  checkPassword(password, login, 'password')
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(1633903475, 0)')
    const [taken] = await tx.query('select from county limit 1')
    if (taken) throw refuse('conflict', texts.alreadySetUp)
    await ensureCounty(tx, { id: code, name, nameEn }, now)
    const grants = [{ organization: rootOf(code), role: 'administrator' }]
    await createAccount(tx, code, { login, name: personName, password, mustChange: false, grants }, now)
  })
}
