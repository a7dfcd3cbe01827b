import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '../kernel/perform/perform.ts'
import { findPersons } from '../record/persons.ts'
import { mustMay } from './access/guard.ts'
import { maskPerson } from './access/masking.ts'
import { parse } from './refusals.ts'

const Query = z.object({
  q: z
    .string()
    .max(60)
    .refine((q) => !q.includes('\0') && q.isWellFormed(), '含有不能保存的字符 | Contains characters that cannot be stored'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** Finds residents for the desk. Roles that do not treat see them masked; what was asked is in the audit trail, the answer's persons by count. */
export function registerPersons(app: FastifyInstance, house: House) {
  app.get('/api/persons', async (request) => {
    mustMay(request, 'person', 'read')
    const { q, limit } = parse(Query, request.query)
    const { session, actor } = request
    const found = await findPersons(house.record.db, session.county.id, q, limit)
    await house.record.audit(session.county.id, {
      at: house.clock().toISOString(),
      actor: actor.login,
      organization: actor.organization,
      action: 'person.search',
      detail: { hits: found.length },
    })
    return {
      persons: found.flatMap((row) => {
        const shown = maskPerson(session.sees, { ...row, idCard: row.idCard ?? undefined, phone: row.phone ?? undefined })
        return shown ? [shown] : []
      }),
    }
  })
}
