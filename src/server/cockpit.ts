import type { FastifyInstance } from 'fastify'
import type { CockpitAnswer, SourceAge } from '../capabilities/cockpit/contract.ts'
import { firstOf } from '../capabilities/cockpit/judge.ts'
import { texts } from '../capabilities/cockpit/texts.ts'
import { type Source, type Tile, usualTiles } from '../capabilities/cockpit/tiles.ts'
import { mayUse } from '../kernel/grammar/capability.ts'
import { fill } from '../kernel/grammar/fill.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { shiftDay } from '../kernel/perform/days.ts'
import { isPrefecture } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { newestOf } from '../record/day-sums.ts'
import { localDay } from '../record/local-day.ts'
import { mustMay } from './access/guard.ts'
import { type Duty, reportDuty } from './cockpit-duties.ts'
import { figuresOf } from './cockpit-figures.ts'
import { type Judged, judged, planOf } from './cockpit-tile.ts'
import { plansNow } from './plans/now.ts'

/** Who reads. `shy`: nothing built on fewer than five persons is told. */
export type Reader = { shy: boolean; mayRead: (list: string) => boolean }

/** GET /api/cockpit: the twelve numbers of the morning, and the one to act on first. */
export function registerCockpit(app: FastifyInstance, house: House) {
  const lists = new Map(house.registry.capabilities.flatMap((c) => c.lists.map((list) => [list.name, list] as const)))
  app.get('/api/cockpit', async (request) => {
    mustMay(request, 'indicators', 'read')
    const mayRead = (name: string) => {
      const list = lists.get(name)
      return list !== undefined && mayUse(request.actor, list.verb?.split('.')[0] ?? list.view, 'read')
    }
    return cockpitOf(house, request.session.county, { shy: request.session.sees === 'none', mayRead })
  })
}

/** The cockpit of a county as it stands now. A prefecture has cells only: what is told by days is told by its last month. */
export async function cockpitOf(house: House, county: { id: number; name: string }, reader: Reader): Promise<CockpitAnswer> {
  const now = house.clock().toISOString()
  const today = localDay(now)
  const day = shiftDay(today, -1)
  const tiles = usualTiles
  const [sources, plans, duty] = await Promise.all([
    isPrefecture(county.id) ? [] : agesOf(house, county.id, tiles, today),
    plansNow(house, county.id, { shy: reader.shy }),
    isPrefecture(county.id) ? undefined : reportDuty(house, county.id, today),
  ])
  const newest = Object.fromEntries(sources.map((source) => [source.code, source.day]))
  const all = await figuresOf(house, county.id, { tiles, day, today, shy: reader.shy, newest })
  const judgedTiles = all.map((counted): Judged => {
    const plan = planOf(plans, counted.tile, today)
    const owed = counted.tile.over === 'now' && duty ? { figure: duty.figure, why: lateWords(duty) } : {}
    const about = { ...counted, ...owed, day, newest: newest[counted.tile.source] ?? null, mayRead: reader.mayRead }
    return judged({ ...about, ...(plan ? { plan } : {}) })
  })
  const first = firstOf(judgedTiles)
  return {
    ...{ county: { id: county.id, name: county.name }, day, at: now, tiles: judgedTiles.map(({ tile }) => tile), sources },
    ...(first ? { first: first.first } : {}),
  }
}

const sourceTexts: Readonly<Record<Source, Text>> = {
  visit: texts.visitData,
  admission: texts.admissionData,
  settlement: texts.settlementData,
  follow_up: texts.followUpData,
  bed_month: texts.bedData,
  report: texts.reportData,
}
/** How far each source of the tiles reaches. */
async function agesOf(house: House, county: number, tiles: readonly Tile[], today: string): Promise<SourceAge[]> {
  const used = [...new Set(tiles.map(({ source }) => source))].filter((source) => source !== 'report')
  const views = used.flatMap((source) => house.record.views.filter(({ name }) => name === source))
  const newest = await newestOf(house.record.db, county, views, today)
  return used.map((source) => ({ code: source, text: sourceTexts[source], ...(newest.get(source) ?? { day: null, received: null }) }))
}

/** Names three of those who are late. */
function lateWords({ late, month, figure }: Duty): Text {
  if (figure.value === null) return texts.noData
  if (late.length === 0) return fill(texts.allReported, { month })
  const names: Text = [
    late
      .slice(0, 3)
      .map(({ name }) => name)
      .join('、'),
    late
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', '),
  ]
  return fill(texts.late, { month, names: late.length > 3 ? fill(texts.lateMore, { names }) : names })
}
