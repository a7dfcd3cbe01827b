import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { PublicAnswer } from '../../capabilities/plans/contract.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { limits } from '../access/limits.ts'
import { boardOf } from './now.ts'

/** Whoever looks sees what was so at most five minutes ago; a county's answer is made once in that time, however many look. */
const holds = 300
const counties = 1000

const none = () => refuse('missing', ['这里没有公开的进展', 'Nothing is open to the public here'])

/** GET /api/public/:county/progress, for everybody, without a session: the targets a county opens, no person and nothing that fewer than five of them make. */
export function registerProgress(app: FastifyInstance, house: House) {
  const answers = new LRUCache<number, Promise<PublicAnswer | undefined>>({ max: counties, ttl: holds * 1000 })
  let waiting = 0
  const answerFor = (county: number) => {
    const known = answers.get(county)
    if (known) return known
    const answer = progressOf(house, county)
    answers.set(county, answer)
    answer.catch(() => answers.delete(county))
    return answer
  }
  app.get<{ Params: { county: string } }>('/api/public/:county/progress', { config: { access: 'open' } }, async (request, reply) => {
    if (!/^\d{6}$/.test(request.params.county)) throw none()
    if (waiting >= limits.waiting)
      throw refuse('busy', ['现在看的人太多，请稍后再试', 'Too many are looking at this moment: try again in a while'])
    waiting++
    try {
      const answer = await answerFor(Number(request.params.county))
      if (!answer) throw none()
      reply.header('cache-control', `public, max-age=${holds}`)
      return answer
    } finally {
      waiting--
    }
  })
}

async function progressOf(house: House, id: number): Promise<PublicAnswer | undefined> {
  const county = (await house.record.counties()).find((one) => one.id === id)
  if (!county) return undefined
  const { plans, context } = await boardOf(house, id, true, false)
  const open = plans.flatMap(({ head, targets }) => {
    const shown = targets.filter((target) => target.open && target.left === undefined && !target.notOwn)
    return shown.length ? [{ name: head.name, document: head.document, targets: shown.map(publicly) }] : []
  })
  return open.length ? { county: { id, name: county.name }, today: context.today, plans: open } : undefined
}

type Shown = PublicAnswer['plans'][number]['targets'][number]
const fields = ['code', 'text', 'unit', 'comparator', 'value', 'deadline', 'now', 'series', 'path', 'status', 'over'] as const
/** Field by field, so that nothing else can come along. */
const publicly = (target: Shown): Shown =>
  Object.fromEntries(fields.flatMap((field) => (field in target ? [[field, target[field]]] : []))) as Shown
