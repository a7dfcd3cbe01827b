import type { Source, Tile } from '../capabilities/cockpit/tiles.ts'
import { type Indicator, readingOf } from '../kernel/grammar/measure.ts'
import { shift } from '../kernel/grammar/period.ts'
import { shiftDay } from '../kernel/perform/days.ts'
import { lately } from '../kernel/perform/lately.ts'
import { isPrefecture, type Library, library } from '../kernel/perform/library.ts'
import type { Asked } from '../kernel/perform/numbers.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import type { About } from './cockpit-about.ts'
import { type DayTile, dayFigures } from './cockpit-days.ts'
import { monthFigures } from './cockpit-months.ts'
import { numbersFor } from './without-persons.ts'

export type Asking = {
  tiles: readonly Tile[]
  day: string
  today: string
  shy: boolean
  /** The newest day that each source tells of. */
  newest: Readonly<Partial<Record<Source, string | null>>>
}
type Counted = Pick<About, 'tile' | 'reckoned' | 'figure'>

/** They tell of yesterday and before. */
const fresh = 5000
const old = 60_000

/** The tiles' figures, a few seconds old at most (or a little more while they are counted again); made once while cells (and with them the rows), newest days and the day itself are the same. Duties are not among them. */
export async function figuresOf(house: Asked, county: number, asking: Asking): Promise<readonly Counted[]> {
  const { tiles, day, today, shy, newest } = asking
  const lib = await library(house, county)
  const nodes = await house.record.organizations(county)
  const question = JSON.stringify(['cockpit', county, newest, day, shy, tiles.map(({ code }) => code)])
  const now = house.clock().getTime()
  return lately(nodes, question, { now, fresh, old }, async () => {
    const versions = isPrefecture(county) ? now : await house.record.shared.cells(county, [...lib.groups.values()], today)
    return remembered(
      nodes,
      question,
      () => work(house, county, lib, asking),
      (all) => all.length * 40,
      JSON.stringify(versions),
    )
  })
}

async function work(house: Asked, county: number, lib: Library, asking: Asking): Promise<Counted[]> {
  const { tiles, day, today, shy, newest } = asking
  const newestOfSource = (source: Source) => newest[source] ?? null
  const reckonedOf = (tile: Tile) => {
    const indicator = tile.indicator === undefined ? undefined : lib.indicators.get(tile.indicator)
    const reading = indicator && readingOf(indicator, tile.variant)
    return tile.own ?? reading ?? { numerator: '0', unit: 'count' as const, better: 'lower' as const }
  }
  const daily = isPrefecture(county) ? [] : tiles.filter(({ over }) => over === 'day' || over === 'to-date')
  const asked = daily.map((tile): DayTile => {
    const newest = newestOfSource(tile.source) ?? day
    const last = newest < day ? newest : day
    return { tile, reckoned: reckonedOf(tile), day: tile.lag === undefined ? last : shiftDay(last, -tile.lag) }
  })
  const shown = shy ? await notHidden(house, county, asked) : asked
  const byDay = new Map((await dayFigures(house, county, shown, shy)).map((figure, i) => [shown[i]!.tile, figure]))
  const rolling = tiles.filter(({ over }) => over === 'rolling')
  const monthly = tiles.filter((tile) => tile.over === 'month' || (tile.over !== 'rolling' && tile.over !== 'now' && !byDay.get(tile)))
  const to = shift(today.slice(0, 7), -1)
  const months = new Map<Tile, Counted['figure']>()
  for (const [grain, those] of [
    ['month', monthly],
    ['rolling', rolling],
  ] as const) {
    const known = those.flatMap((tile) => {
      const indicator = lib.indicators.get(tile.indicator ?? '')
      const reading = indicator && readingOf(indicator, tile.variant)
      // parts of its own that no indicator tells have no month
      return reading && (!tile.own || tile.code === 'fund') ? [{ tile, reading }] : []
    })
    const figures = await monthFigures(
      house,
      county,
      known.map(({ reading }) => reading),
      { to, grain, shy: shy || isPrefecture(county) },
    )
    for (const [i, { tile }] of known.entries()) months.set(tile, figures[i]!)
  }
  const nothing = { from: to, to, value: null, series: [] }
  return tiles.map((tile) => {
    const reckoned = reckonedOf(tile)
    if (tile.over === 'now') return { tile, reckoned, figure: nothing }
    const figure = byDay.get(tile) ?? months.get(tile)
    const asMonth = byDay.get(tile) ? tile : { ...tile, over: tile.over === 'rolling' ? ('rolling' as const) : ('month' as const) }
    return { tile: asMonth, reckoned, figure: figure ?? { ...nothing, suppressed: true as const } }
  })
}

/** Tiles whose months may all be shown, as far as their days reach: the days of a month add up to it. Parts that no indicator tells have no month to give away. */
async function notHidden(house: Asked, county: number, asked: readonly DayTile[]): Promise<DayTile[]> {
  const indicators = asked.flatMap(({ reckoned }) => ('code' in reckoned ? [reckoned as Indicator] : []))
  const month = asked.reduce((last, { day }) => (day > last ? day : last), '').slice(0, 7)
  if (!indicators.length) return [...asked]
  const hidden = new Set<unknown>()
  for (const back of [0, 12]) {
    const to = shift(month, -back)
    const all = await numbersFor(house, county, indicators, { from: shift(to, -3), to, grain: 'month', unit: 'county' }, true)
    for (const [i, cells] of all.entries()) if (cells.some(({ suppressed }) => suppressed)) hidden.add(indicators[i])
  }
  return asked.filter(({ reckoned }) => !hidden.has(reckoned))
}
