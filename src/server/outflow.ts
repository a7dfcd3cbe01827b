import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { outflowOf } from '../capabilities/outflow/answer.ts'
import { chapterName } from '../capabilities/outflow/chapters.ts'
import { places } from '../capabilities/outflow/texts.ts'
import { shift } from '../kernel/grammar/period.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { House } from '../kernel/perform/perform.ts'
import { divisionsOf } from '../record/divisions.ts'
import { localDay } from '../record/local-day.ts'
import { refreshResidents } from '../record/residents.ts'
import { mustMay } from './access/guard.ts'
import { diseaseNames } from './disease-names.ts'
import { awayRows, departmentsOf, homeRows, livingRows } from './outflow-facts.ts'
import { parse } from './refusals.ts'

/** Below this share of its admissions that stay in the county a specialty counts as weak, percent: the house's own, shown beside the figures and changed by who asks. */
const usualShare = 70
const Query = z.object({
  /** The last month of the third year; by default the last month that is over. */
  to: z
    .string()
    .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  by: z.enum(['category', 'chapter']).default('category'),
  place: z.enum(['2', '3', '4']).optional(),
  institution: z.string().max(64).optional(),
  township: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  /** A category `C34` or a chapter `C00-D48`. */
  disease: z
    .string()
    .regex(/^[A-Z]\d\d(-[A-Z]\d\d)?$/)
    .optional(),
  below: z.coerce.number().int().min(1).max(100).default(usualShare),
})

/** What leaves the county, of three years that end in a month. */
export function registerOutflow(app: FastifyInstance, house: House) {
  app.get('/api/outflow', async (request) => {
    mustMay(request, 'indicators', 'read')
    const today = localDay(house.clock().toISOString())
    const { to = shift(today.slice(0, 7), -1), below, ...question } = parse(Query, request.query)
    const { db } = house.record
    const county = request.session.county.id
    const nodes = await house.record.organizations(county)
    const window = { from: `${shift(to, -35)}-01`, to: `${to}-01` }
    await refreshResidents(db, county)
    const [away, home, living, departments, divisions] = await Promise.all([
      awayRows(db, county, window, nodes),
      homeRows(db, county, window, question.township),
      livingRows(db, county, window),
      departmentsOf(db, county, nodes, today),
      divisionsOf(db, county),
    ])
    const diseases = await diseaseNames(db, county, [...new Set(away.map((row) => row.disease))])
    const known = (names: ReadonlyMap<string, string>) => (id: string) => plain(names.get(id) ?? id)
    const names = {
      disease: (id: string) => chapterName(id) ?? known(diseases)(id),
      place: (id: string) => places[id as keyof typeof places] ?? plain(id),
      institution: known(new Map(nodes.map((n) => [n.id, n.name]))),
      township: known(new Map(divisions.map((d) => [d.code, d.name]))),
    }
    const years = [24, 12, 0].map((back): [string, string] => [shift(to, -back - 11), shift(to, -back)])
    return outflowOf({ away, home, living, departments }, question, names, {
      ...{ years, below, shy: request.session.sees === 'none' },
    })
  })
}

const plain = (name: string): Text => [name, name]
