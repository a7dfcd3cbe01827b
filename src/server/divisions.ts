import type { FastifyInstance } from 'fastify'
import { initialsOf } from '../fhir/china/pinyin.ts'
import type { House } from '../kernel/perform/perform.ts'
import { divisionsOf } from '../record/divisions.ts'

/** The county's townships (9 digits) and villages (12) that exist today with the initials of their names, for whoever is signed in: what a desk chooses from. Empty until somebody loads the table. */
export function registerDivisions(app: FastifyInstance, house: House) {
  app.get('/api/divisions', async (request) => ({
    divisions: (await divisionsOf(house.record.db, request.session.county.id)).flatMap(({ code, name, to }) =>
      to ? [] : [{ code, name, initials: initialsOf(name) }],
    ),
  }))
}
