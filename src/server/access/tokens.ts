import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Db } from '../../record/db.ts'
import type { Caller } from '../fhir/caller.ts'
import { callerOfMachine, type Machine } from './callers.ts'
import { clientChannel, countyOfId } from './clients.ts'
import { limits } from './limits.ts'

const tokenForm = /^[1-9]\d{5}\.[\w-]{43}$/
/** Only the hash of a token is stored. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

type Row = Omit<Machine, 'county' | 'scopes' | 'organizations'> & { scope: string; expires_at: Date; keys: number[] | null }
/** A token that is good, with its client as it is now. The keys are those of its organisation, of which the tree may not know yet, and all that belong to that institution, now or before. */
const readSql = `
  select t.scope, t.expires_at, c.client_id as client, c.name, c.organization_id as organization, c.sees, c.label_bits as labels,
    case when c.relations then array(
      select key from dictionary where county_id = $1 and kind = 'organization' and value = c.organization_id
      union select below.org_key from org_dim own join org_dim below on below.county_id = $1 and (below.org_key = own.org_key or below.institution_key = own.org_key)
      where own.county_id = $1 and own.org_id = c.organization_id) end as keys
  from oauth_token t join oauth_client c on c.county_id = $1 and c.client_id = t.client_id and c.version = t.version and not c.disabled
  where t.county_id = $1 and t.token_hash = $2 and t.expires_at > $3`

type Kept = { caller: Caller; client: string; readAt: number; expiresAt: number }
export type Tokens = {
  /** Who a machine's token belongs to; from memory, and then at once, within half a minute of the last reading. Undefined: unknown, expired, revoked, client disabled or changed. */
  resolve(token: string): Caller | undefined | Promise<Caller | undefined>
  stop(): Promise<void>
}

/** Tokens of machines in the database with a bounded memory in front; a change of a client reaches every process by a notice, and where one is lost, by the next reading. */
export async function openTokens(db: Db, now: () => Date): Promise<Tokens> {
  const kept = new LRUCache<string, Kept>({ max: limits.cachedTokens })
  const reading = new Map<string, Promise<Caller | undefined>>()
  let told = 0
  const stop = await db.listen(clientChannel, (payload) => {
    told++
    reading.clear()
    for (const [token, { client }] of kept.entries()) if (payload.endsWith(` ${client}`)) kept.delete(token)
  })

  async function read(token: string, county: number): Promise<Caller | undefined> {
    const [before, at] = [told, now()]
    const [row] = await db.query<Row>(readSql, [county, tokenHash(token), at])
    if (!row) {
      kept.delete(token)
      return undefined
    }
    const { scope, expires_at, keys, ...machine } = row
    const caller = callerOfMachine({ ...machine, county, scopes: scope.split(' '), organizations: keys ?? undefined })
    if (before === told) kept.set(token, { caller, client: row.client, readAt: at.getTime(), expiresAt: expires_at.getTime() })
    return caller
  }

  return {
    resolve(token) {
      const known = kept.get(token)
      const time = now().getTime()
      if (known && time < known.expiresAt && time - known.readAt < limits.tokenRefresh) return known.caller
      const county = tokenForm.test(token) ? countyOfId(token) : undefined
      if (county === undefined) return undefined
      const waiting = reading.get(token)
      if (waiting) return waiting
      const started: Promise<Caller | undefined> = read(token, county).finally(() => {
        if (reading.get(token) === started) reading.delete(token)
      })
      reading.set(token, started)
      return started
    },
    stop,
  }
}
