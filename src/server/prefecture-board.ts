import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { PrefectureBoard } from '../capabilities/boards/contract.ts'
import { shift } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { lately } from '../kernel/perform/lately.ts'
import { isPrefecture, library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { localDay } from '../record/local-day.ts'
import { mustMay } from './access/guard.ts'
import { cellsNow } from './cells-now.ts'
import { countiesOf } from './plans/counties.ts'
import { plansNow } from './plans/now.ts'
import { planTypes } from './plans/read.ts'
import { compareCounties, monitoringKey, quartersOf } from './prefecture-cells.ts'
import { prefecturePlans } from './prefecture-plans.ts'
import { parse } from './refusals.ts'

/** So many indicators at most stand side by side. */
const most = 60
const Query = z.object({
  /** Codes, by commas; by default the monitoring set of 2024 and what the prefecture's plans aim at. */
  indicators: z
    .string()
    .max(3000)
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/i)
    .optional(),
})
type Named = { id: string; name: string }

/** The counties of a prefecture side by side, for whoever plans or supervises there. It is made of cells and plan rows alone. */
export function registerPrefecture(app: FastifyInstance, house: House) {
  app.get('/api/prefecture/board', async (request) => {
    mustMay(request, 'indicators', 'read')
    mustMay(request, 'plan', 'read')
    const { id } = request.session.county
    if (!isPrefecture(id)) throw refuse('missing', ['这里是县，没有各县比较', 'This is a county: there are no counties to compare'])
    const { indicators } = parse(Query, request.query)
    return prefectureBoard(house, id, indicators?.split(',').slice(0, most))
  })
}

/** A prefecture looks at months, not at minutes. */
const fresh = 60_000
/** Older than this, nobody has looked for a while: the next who does waits for a new one. */
const old = 15 * 60_000

/**
 * Put together once for all who look: anew at once when a plan, a task or a statement of any county or the day changes; of the numbers, `at` says when they were counted: a minute
 * ago at most, or a little more while the next board is being made.
 */
export async function prefectureBoard(house: House, prefecture: number, codes?: readonly string[]): Promise<PrefectureBoard> {
  const today = localDay(house.clock().toISOString())
  const counties = (await countiesOf(house.record, prefecture))
    .map(({ id, name }) => ({ id: String(id), name }))
    .sort((a, b) => a.id.localeCompare(b.id))
  const key = `prefecture ${prefecture} ${codes?.join() ?? ''}`
  const stamp = `${today} ${await planStamp(house, prefecture, counties)}`
  const now = house.clock().getTime()
  return lately(house.registry, key, { now, stamp, fresh, old }, async () => {
    const board = await remembered(
      house.registry,
      key,
      () => boardOf(house, prefecture, counties, { today, codes }),
      ({ indicators, matrix }) => (indicators.length * 12 + matrix.length * 4) * (counties.length + 1),
      `${stamp} ${(await cellsNow(house, prefecture)).stamp}`,
    )
    return { ...board, at: new Date(now).toISOString() }
  })
}

async function planStamp({ record }: House, prefecture: number, counties: readonly Named[]): Promise<string> {
  const [row] = await record.db.query<{ stamp: string | null }>(
    `select sum(hashtextextended(concat_ws('|', county_id, type, id, version), 0))::text as stamp from resource
     where county_id = any($1::int[]) and type = any($2::text[])`,
    [[prefecture, ...counties.map(({ id }) => Number(id))], planTypes],
  )
  return row?.stamp ?? ''
}

type Asked = { today: string; codes: readonly string[] | undefined }
async function boardOf(house: House, prefecture: number, counties: readonly Named[], { today, codes }: Asked): Promise<PrefectureBoard> {
  const lib = await library(house, prefecture)
  const asked = codes ?? [...usual([...lib.indicators.values()]), ...(await aimedAt(house, prefecture))]
  const chosen = [...new Set(asked)].flatMap((code) => lib.indicators.get(code) ?? []).slice(0, most)
  const indicators = await compareCounties(house, prefecture, chosen, { counties, today })
  return {
    today,
    at: house.clock().toISOString(),
    year: today.slice(0, 4),
    month: shift(today.slice(0, 7), -1),
    quarters: quartersOf(today),
    counties,
    indicators,
    others: [...lib.indicators.values()].map((indicator) => {
      const { code, text } = indicator
      const key = monitoringKey(indicator)
      return { code, text, ...(key ? { key } : {}) }
    }),
    ...(await prefecturePlans(house, prefecture, counties)),
  }
}

const usual = (all: readonly { code: string; sets?: readonly string[] }[]) => {
  const keyed = all.flatMap(({ code, sets }) => (sets ?? []).filter((key) => key.startsWith('M24-')).map((key) => ({ code, key })))
  return ['in-county-care-rate', ...keyed.sort((a, b) => a.key.localeCompare(b.key)).map(({ code }) => code)]
}
/** The indicators of the prefecture's own plans. */
const aimedAt = async (house: House, prefecture: number) =>
  (await plansNow(house, prefecture, { shy: true })).flatMap(({ targets }) =>
    targets.flatMap(({ measure }) => ('indicator' in measure ? [measure.indicator] : [])),
  )
