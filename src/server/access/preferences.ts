import type { FastifyInstance } from 'fastify'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Db } from '../../record/db.ts'
import { parse } from '../refusals.ts'
import { PreferenceName } from './shapes.ts'
import { texts } from './texts.ts'

const most = 64 * 1024

/** What an account remembers of its screens: any JSON by name, null when never set. */
export function registerPreferences(app: FastifyInstance, db: Db): void {
  app.get('/api/preferences/:name', async ({ params, session }, reply) => {
    const { name } = parse(PreferenceName, params)
    const [row] = await db.query<{ value: string }>('select value from preference where county_id = $1 and login = $2 and name = $3', [
      session.county.id,
      session.login,
      `ui.${name}`,
    ])
    return reply.type('application/json').send(row?.value ?? 'null')
  })

  app.put('/api/preferences/:name', { bodyLimit: 2 * most }, async ({ params, body, session }, reply) => {
    const { name } = parse(PreferenceName, params)
    const value = JSON.stringify(body ?? null)
    if (Buffer.byteLength(value) > most) throw refuse('invalid', texts.tooBigPreference)
    await db.query(
      `insert into preference (county_id, login, name, value) values ($1, $2, $3, $4)
       on conflict (county_id, login, name) do update set value = excluded.value`,
      [session.county.id, session.login, `ui.${name}`, value],
    )
    return reply.type('application/json').send(value)
  })
}
