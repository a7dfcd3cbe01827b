import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import type { Refusal } from '../src/kernel/grammar/refusal.ts'
import type { Db } from '../src/record/db.ts'
import { registerAccess } from '../src/server/access/routes.ts'
import type { Sessions } from '../src/server/access/sessions.ts'
import type { AuditEntry } from '../src/server/access/sign-in.ts'
import { registerRefusals } from '../src/server/refusals.ts'

/** The password of every account in the tests. */
export const password = 'river-Stone-42'

/** A clock that only the test moves. */
export function testClock(start = '2026-03-02T00:00:00Z') {
  let time = Date.parse(start)
  const pass = (minutes: number) => {
    time += minutes * 60_000
  }
  return { now: () => new Date(time), pass }
}

export type Door = { app: FastifyInstance; sessions: Sessions; trail: AuditEntry[] }

/** One server process with the guard in front; `more` adds the routes under test. Its audit trail is kept in `trail`. */
export async function openDoor(
  db: Db,
  now: () => Date,
  more: (app: FastifyInstance, door: Door) => void = () => {},
  trustProxy = false,
): Promise<Door> {
  const app = Fastify({ trustProxy })
  const trail: AuditEntry[] = []
  registerRefusals(app)
  const sessions = await registerAccess(app, { db, now, audit: async (entry) => void trail.push(entry) })
  const door = { app, sessions, trail }
  more(app, door)
  return door
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Answer = Awaited<ReturnType<typeof send>>

/** A request as the browser sends it. */
export const send = ({ app }: Pick<Door, 'app'>, method: Method, url: string, options: InjectOptions & { cookie?: string } = {}) => {
  const { cookie, headers, ...rest } = options
  return app.inject({ method, url, ...rest, headers: { 'x-countywide': '1', ...(cookie ? { cookie } : {}), ...headers } })
}
export const signIn = (door: Pick<Door, 'app'>, login: string, secret = password) =>
  send(door, 'POST', '/api/session', { payload: { login, password: secret } })
export const cookieOf = (answer: Answer) => `cw=${answer.cookies.find((c) => c.name === 'cw')?.value}`
export const refusalOf = (answer: Answer) => answer.json<{ refusal: Pick<Refusal, 'kind' | 'text' | 'fields'> }>().refusal
