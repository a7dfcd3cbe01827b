import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { outflowOf } from '../capabilities/outflow/answer.ts'
import { chapterName } from '../capabilities/outflow/chapters.ts'
import type { Outflow } from '../capabilities/outflow/shape.ts'
import { places } from '../capabilities/outflow/texts.ts'
import { shift } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { divisionsOf } from '../record/divisions.ts'
import { localDay } from '../record/local-day.ts'
import { refreshResidents } from '../record/residents.ts'
import { mustMay } from './access/guard.ts'
import { diseaseNames } from './disease-names.ts'
import { awayRows, departmentsOf, homeRows, livingRows } from './outflow-facts.ts'
import { parse } from './refusals.ts'
import { numbersFor } from './without-persons.ts'

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
    const asked = parse(Query, request.query)
    const shy = request.session.sees === 'none'
    const { below, ...question } = shy ? wholeOnly(asked) : asked
    const last = asked.to ?? shift(today.slice(0, 7), -1)
    const to = !shy || last.endsWith('-12') ? last : `${Number(last.slice(0, 4)) - 1}-12`
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
    const answer = outflowOf({ away, home, living, departments }, question, names, { years, below, shy })
    return shy ? judged(house, county, answer) : answer
  })
}

const narrow: Text = ['您的岗位不能查看个人信息，只能看全部', 'Your post does not show persons: only the whole']
/**
 * To who may not see persons, only whole calendar years of everything, diseases by chapter: what is narrowed, or moved on by a month, could be subtracted.
 * @throws Refusal 'forbidden' for anything narrower
 */
function wholeOnly(asked: z.output<typeof Query>): z.output<typeof Query> {
  const { place, institution, township, disease } = asked
  if (place ?? institution ?? township ?? disease) throw refuse('forbidden', narrow)
  return { ...asked, by: 'chapter' }
}

/** Without what the same admissions' own numbers hide in any of the years; specialties are other sums of the same diseases. */
async function judged(house: House, county: number, answer: Outflow): Promise<Outflow> {
  const { indicators } = await library(house, county)
  const { denominator: _, scale: __, ...away } = indicators.get('out-referral-rate')!
  const hiddenAt = async (unit: 'county' | 'organization' | 'township') => {
    const question = { from: answer.years[0]![0], to: answer.years[2]![1], grain: 'year', unit } as const
    const [cells = []] = await numbersFor(house, county, [unit === 'township' ? { ...away, by: 'residence' } : away], question, true)
    return new Set(cells.flatMap((cell) => (cell.suppressed ? [cell.unit.id] : [])))
  }
  const [whole, institutions, townships] = await Promise.all([hiddenAt('county'), hiddenAt('organization'), hiddenAt('township')])
  const empty = { diseases: [], places: [], institutions: [], townships: [], specialties: [], wholeOnly: true } as const
  if (whole.size) return { ...answer, ...empty, total: answer.total.map(() => nothing) as unknown as Outflow['total'], suppressed: true }
  return {
    ...answer,
    wholeOnly: true,
    specialties: [],
    institutions: answer.institutions.filter(({ id }) => !institutions.has(id)),
    townships: answer.townships.filter(({ id }) => !townships.has(id)),
  }
}
const nothing = { cases: 0, persons: 0, totalFen: 0, fundFen: 0, selfFen: 0, all: 0 }

const plain = (name: string): Text => [name, name]
