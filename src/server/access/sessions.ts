import { createHash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Actor } from '../../kernel/grammar/operation.ts'
import type { Db } from '../../record/db.ts'
import { actorOf, type Session } from './actor.ts'
import { limits } from './limits.ts'
import { choosePost, deleteSession, insertSession, readSession } from './store.ts'

/** A resolved request: who, in which session; `hash` is the session's key in the database. */
export type SignedIn = { session: Session; actor: Actor; hash: Buffer }
type Kept = { signedIn: SignedIn; readAt: number; usedAt: number; expiresAt: number }

const channel = 'access'
const tokenForm = /^(\d{6})\.[\w-]{43}$/
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** 256 random bits after the county's number, so that a token finds its county without a search. Only its sha256 is stored. */
export const newToken = (county: number): string => `${county}.${randomBytes(32).toString('base64url')}`

export type Sessions = {
  /** Who a token belongs to; from memory within a minute of the last reading. Undefined: unknown, timed out, signed out, disabled. */
  resolve(token: string): Promise<SignedIn | undefined>
  open(county: number, login: string): Promise<string>
  close(signedIn: SignedIn): Promise<void>
  /** Acts from now on in another post, and returns how the session looks then. */
  choose(signedIn: SignedIn, organization: string): Promise<SignedIn | undefined>
  /** To be called after every change of an account (or, without login, of a county's roles): the next request reads anew, in every process. */
  forget(county: number, login?: string): Promise<void>
  stop(): Promise<void>
}

/** Sessions in the database with a bounded memory in front; processes tell each other of changes over the channel `access`. */
export async function openSessions(db: Db, now: () => Date): Promise<Sessions> {
  const kept = new LRUCache<string, Kept>({ max: limits.cachedSessions })
  const reading = new Map<string, Promise<SignedIn | undefined>>()
  let changes = 0

  const drop = (county: number, login: string | undefined) => {
    changes++
    reading.clear()
    for (const [key, { signedIn }] of kept.entries())
      if (signedIn.session.county.id === county && (login === undefined || signedIn.session.login === login)) kept.delete(key)
  }
  const unlisten = await db.listen(channel, (payload) => {
    const [county, ...login] = payload.split(' ')
    drop(Number(county), login.length ? login.join(' ') : undefined)
  })

  async function read(key: string, county: number, hash: Buffer, before: Kept | undefined) {
    const [seen, at] = [changes, now()]
    const found = await readSession(db, county, hash, at, before ? new Date(before.usedAt) : null)
    if (!found) {
      kept.delete(key)
      return undefined
    }
    const signedIn = { session: found.session, actor: actorOf(found.session), hash }
    const time = at.getTime()
    if (seen === changes) kept.set(key, { signedIn, readAt: time, usedAt: time, expiresAt: found.expiresAt.getTime() })
    return signedIn
  }

  async function forget(county: number, login?: string) {
    drop(county, login)
    await db.query('select pg_notify($1, $2)', [channel, login === undefined ? String(county) : `${county} ${login}`])
  }

  return {
    async resolve(token) {
      const county = Number(tokenForm.exec(token)?.[1])
      if (!county) return undefined
      const hash = hashOf(token)
      const key = hash.toString('latin1')
      const before = kept.get(key)
      const time = now().getTime()
      if (before && time < before.expiresAt && time - before.readAt < limits.refresh) {
        before.usedAt = time
        return before.signedIn
      }
      const waiting = reading.get(key)
      if (waiting) return waiting
      const started: Promise<SignedIn | undefined> = read(key, county, hash, before).finally(() => {
        if (reading.get(key) === started) reading.delete(key)
      })
      reading.set(key, started)
      return started
    },
    async open(county, login) {
      const token = newToken(county)
      await insertSession(db, county, hashOf(token), login, now())
      return token
    },
    async close({ session, hash }) {
      await deleteSession(db, session.county.id, hash)
      await forget(session.county.id, session.login)
    },
    async choose({ session, hash }, organization) {
      await choosePost(db, session.county.id, hash, session.login, organization)
      await forget(session.county.id, session.login)
      return read(hash.toString('latin1'), session.county.id, hash, undefined)
    },
    forget,
    stop: unlisten,
  }
}
