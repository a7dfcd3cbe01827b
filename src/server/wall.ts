import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ranking, WallAnswer } from '../capabilities/cockpit/contract.ts'
import { shift } from '../kernel/grammar/period.ts'
import { isPrefecture, library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { townshipNames } from '../record/divisions.ts'
import { localDay } from '../record/local-day.ts'
import { mustMay } from './access/guard.ts'
import { texts } from './access/texts.ts'
import { boundariesOf } from './boundaries.ts'
import { cockpitOf } from './cockpit.ts'
import { plansNow } from './plans/now.ts'
import { NotSignedIn } from './refusals.ts'
import { type WallPass, wallDays, wallPass, wallToken } from './wall-token.ts'
import { numbersLately } from './without-persons.ts'

const name = 'cw_wall'
/** By township, the first of them on the map. */
const ranked = ['in-county-care-rate', 'resident-primary-share'] as const

/**
 * The wall (大屏): whoever is signed in opens it, and the browser then holds a pass to these addresses alone, so that a passer-by finds no session. No persons, no count under five.
 * @param boundaries the file of township outlines
 */
export function registerWall(app: FastifyInstance, house: House, boundaries: string | undefined) {
  const { record, clock } = house
  const give = (request: FastifyRequest, reply: FastifyReply, token: string) =>
    reply.setCookie(name, token, {
      ...{ path: '/api/wall', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' },
      maxAge: wallDays * 86_400,
    })
  /** @throws NotSignedIn */
  async function passed(request: FastifyRequest, reply: FastifyReply): Promise<WallPass> {
    const pass = await wallPass(record.db, request.cookies[name], clock())
    if (!pass) throw new NotSignedIn(texts.notSignedIn)
    const next = pass.old ? await wallToken(record.db, pass.county, pass.login, clock()) : undefined
    if (next) give(request, reply, next)
    return pass
  }

  app.post('/api/wall', async (request, reply) => {
    mustMay(request, 'indicators', 'read')
    const { county, login } = request.session
    const token = await wallToken(record.db, county.id, login, clock())
    if (!token) throw new NotSignedIn(texts.notSignedIn)
    await record.audit(county.id, {
      ...{ at: clock().toISOString(), actor: login, organization: request.actor.organization, action: 'wall.open', detail: {} },
    })
    return give(request, reply, token).status(204).send()
  })
  app.delete('/api/wall', { config: { access: 'open' } }, async (_request, reply) =>
    reply.clearCookie(name, { path: '/api/wall' }).status(204).send(),
  )
  app.get('/api/wall', { config: { access: 'open' } }, async (request, reply) => wallOf(house, (await passed(request, reply)).county))
  app.get('/api/wall/boundaries', { config: { access: 'open' } }, async (request, reply) =>
    boundariesOf((await passed(request, reply)).county, boundaries),
  )
}

async function wallOf(house: House, id: number): Promise<WallAnswer> {
  const county = (await house.record.counties()).find((one) => one.id === id) ?? { id, name: '' }
  const [cockpit, plans, rankings] = await Promise.all([
    cockpitOf(house, county, { shy: true, mayRead: () => false }),
    plansNow(house, id, { shy: true }),
    isPrefecture(id) ? [] : rankingsOf(house, id),
  ])
  return {
    ...cockpit,
    rankings,
    plans: plans.map(({ head }) => ({
      ...{ name: head.short, met: head.status.met, onWay: head.status['on-way'] },
      ...{ behind: head.status.behind, unknown: head.status['no-data'], over: head.over },
    })),
  }
}

/** Townships by the last whole month, best first; who has no value comes last. */
async function rankingsOf(house: House, county: number): Promise<Ranking[]> {
  const lib = await library(house, county)
  const today = localDay(house.clock().toISOString())
  const period = shift(today.slice(0, 7), -1)
  const names = await townshipNames(house.record.db, county)
  const question = { from: period, to: period, grain: 'month', unit: 'township' } as const
  const all = ranked.flatMap((code) => lib.indicators.get(code) ?? [])
  return Promise.all(
    all.map(async (indicator) => {
      const [cells = []] = await numbersLately(house, county, [indicator], question, true)
      const sign = indicator.better === 'lower' ? 1 : -1
      const townships = cells
        .filter(({ unit }) => unit.id && !unit.outside)
        .map(({ unit, value, suppressed }) => ({
          ...{ id: unit.id, name: names.get(unit.id) ?? unit.name, value },
          ...(suppressed ? { suppressed } : {}),
        }))
        .sort((a, b) => (a.value === null ? 1 : b.value === null ? -1 : sign * (a.value - b.value)))
      const { code, text, unit, better } = indicator
      return { code, text, unit, better, period, townships }
    }),
  )
}
