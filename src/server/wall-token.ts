import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Db } from '../record/db.ts'

/** A wall that is switched off for so long is signed in anew; one that runs renews its token each day. */
export const wallDays = 7
const day = 86_400

type Account = { salt: string; password_hash: string }
/** Who a wall was opened by, and until when (seconds). */
export type WallPass = { county: number; login: string; until: number }

/** The account's own secrets sign its walls: a new password, a disabled or deleted account end them. */
async function accountOf(db: Db, county: number, login: string): Promise<Account | undefined> {
  const [found] = await db.query<Account>(
    `select c.salt, a.password_hash from account a join county c on c.county_id = a.county_id
     where a.county_id = $1 and a.login = $2 and not a.disabled`,
    [county, login],
  )
  return found
}

const said = ({ county, login, until }: WallPass) => `${county}.${Buffer.from(login).toString('base64url')}.${until}`
const sign = (text: string, { salt, password_hash }: Account) =>
  createHmac('sha256', `wall|${salt}|${password_hash}`).update(text).digest('base64url')

/** A token that opens the wall of a county and nothing else; undefined where there is no such account. */
export async function wallToken(db: Db, county: number, login: string, now: Date): Promise<string | undefined> {
  const account = await accountOf(db, county, login)
  if (!account) return undefined
  const text = said({ county, login, until: Math.floor(now.getTime() / 1000) + wallDays * day })
  return `${text}.${sign(text, account)}`
}

/** What a token allows, and whether it is time to renew it; undefined: it is none, it has run out, or its account is no more as it was. */
export async function wallPass(db: Db, token: string | undefined, now: Date): Promise<(WallPass & { old: boolean }) | undefined> {
  const [, text = '', county = '', login = '', until = '', given = ''] =
    /^((\d{6})\.([\w-]{1,400})\.(\d{1,12}))\.([\w-]{43})$/.exec(token ?? '') ?? []
  const seconds = now.getTime() / 1000
  if (!text || Number(until) < seconds) return undefined
  const pass = { county: Number(county), login: Buffer.from(login, 'base64url').toString(), until: Number(until) }
  const account = await accountOf(db, pass.county, pass.login)
  if (!account || !timingSafeEqual(Buffer.from(sign(text, account)), Buffer.from(given))) return undefined
  return { ...pass, old: pass.until - seconds < (wallDays - 1) * day }
}
