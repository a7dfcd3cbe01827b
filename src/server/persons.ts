import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { bindPatient } from '../record/binding.ts'
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

/** The person whose patient this is from now on; a patient's own id parts him from the others again. */
const Bind = z.object({ patient: z.string().min(1).max(64), person: z.string().min(1).max(64) })

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
  app.post('/api/persons/bind', async (request) => {
    mustMay(request, 'person', 'bind')
    const { patient, person } = parse(Bind, request.body)
    const { session, actor } = request
    const county = session.county.id
    const [known] = await house.record.db.query('select 1 from person where county_id = $1 and (person_id = $2 or $2 = $3) limit 1', [
      county,
      person,
      patient,
    ])
    const before = known && (await bindPatient(house.record.db, county, patient, person))
    if (!before)
      throw refuse('missing', ['没有这位患者或这个人，或者他们已经是同一人', 'No such patient or person, or they are one person already'])
    const at = house.clock().toISOString()
    const { login, organization } = actor
    await house.record.audit(county, { at, actor: login, organization, action: 'person.bind', patient, detail: { person, before } })
    return { patient, person, before }
  })
}
