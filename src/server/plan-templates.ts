import type { FastifyInstance } from 'fastify'
import { largest, readPlan } from '../adapters/plans/read.ts'
import { templatesOf } from '../adapters/plans/templates.ts'
import type { PlansAnswer, TemplateAnswer, TemplateHead, TemplateProblem } from '../capabilities/plans/contract.ts'
import type { PlanTemplate } from '../capabilities/plans/template.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { known } from '../kernel/perform/known.ts'
import type { House } from '../kernel/perform/perform.ts'
import { mustMay } from './access/guard.ts'
import { bytesOf } from './bytes.ts'

const headOf = ({ code, name, short, document, issuer, level, from, to, targets, tasks, clauses }: PlanTemplate): TemplateHead => ({
  ...{ code, name, short, document, issuer, level, from, to },
  targets: targets.length,
  tasks: tasks.length,
  clauses: clauses.length,
})

type Shelf = Pick<PlansAnswer, 'templates' | 'problems'>
/** The plans that can be adopted, and what is wrong in files that cannot: of a county, with the indicators it defines for itself. Files are read again only when they change. */
export const shelfOf =
  (house: House, folders: readonly string[]) =>
  async (county: number): Promise<Shelf> => {
    const { templates, problems } = await onShelf(house, folders, county)
    return { templates: templates.map(headOf), problems }
  }

const onShelf = async (house: House, folders: readonly string[], county: number) => templatesOf(folders, await known(house, county))

/** One template whole, for its adoption; and what is wrong in a plan file that somebody writes. */
export function registerPlanTemplates(app: FastifyInstance, house: House, folders: readonly string[]) {
  app.get<{ Params: { code: string } }>('/api/plans/templates/:code', async (request): Promise<TemplateAnswer> => {
    mustMay(request, 'plan', 'read')
    const { templates } = await onShelf(house, folders, request.session.county.id)
    const template = templates.find(({ code }) => code === request.params.code)
    if (!template) throw refuse('missing', ['没有这个方案文件，或文件有误', 'There is no such plan file, or it is wrong'])
    return { template }
  })

  app.post<{ Querystring: { name?: string } }>('/api/plans/check', { bodyLimit: largest }, async (request, reply) => {
    mustMay(request, 'plan', 'adopt')
    const bytes = await bytesOf(request.body, largest)
    const read = readPlan((request.query.name ?? 'plan.yaml').slice(0, 200), bytes, await known(house, request.session.county.id))
    if ('template' in read) return { template: read.template } satisfies TemplateAnswer
    return reply.status(400).send(wrong(read.problems))
  })
}

/** A refusal that names each line, with the problems themselves beside it. */
const wrong = (problems: readonly TemplateProblem[]) => ({
  refusal: {
    kind: 'invalid',
    text: ['方案文件有误，请按行改正', 'The plan file is wrong: see each line'],
    fields: problems.map(({ line, text }) => ({ path: String(line), text })),
  },
  problems,
})
