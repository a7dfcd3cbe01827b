import { isSmall, yearDistance } from '../capabilities/cockpit/compare.ts'
import { dayGroups } from '../capabilities/cockpit/day-groups.ts'
import type { DayValue, Figure, Heaviest } from '../capabilities/cockpit/figure.ts'
import { signalOf } from '../capabilities/cockpit/judge.ts'
import type { Tile } from '../capabilities/cockpit/tiles.ts'
import { distance, usualOf } from '../capabilities/cockpit/usual.ts'
import type { Indicator, Reckoning } from '../kernel/grammar/measure.ts'
import { type Days, daysIn, daysOf, shiftDay } from '../kernel/perform/days.ts'
import type { Asked } from '../kernel/perform/numbers.ts'

/** How a tile is reckoned: its own parts, else its indicator. */
export type Reckoned = Reckoning & Pick<Indicator, 'unit' | 'better'>
export type DayTile = { tile: Tile; reckoned: Reckoned; day: string }

const weeks = 8
const sparkDays = 30
const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`
/** The same day a year before; of 29 February, the 28th. */
const yearBefore = (day: string) => {
  const same = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return same.endsWith('02-29') ? same.replace('29', '28') : same
}

/** Counts the tiles that are told by days, all of them in one pass a group. `shy`: nothing built on fewer than five persons; undefined says that it must be told by whole months. */
export async function dayFigures(house: Asked, county: number, asked: readonly DayTile[], shy: boolean): Promise<(Figure | undefined)[]> {
  if (asked.length === 0) return []
  const last = asked.reduce((newest, { day }) => (day > newest ? day : newest), '')
  const first = asked.reduce((oldest, { day }) => (day < oldest ? day : oldest), last)
  const spans = [
    { from: shiftDay(first, -7 * weeks), to: last },
    { from: firstOfMonth(yearBefore(first)), to: yearBefore(last) },
  ]
  const stocks = (one: DayTile) => /cockpit-inpatients/.test(one.reckoned.numerator)
  const counted = await daysOf(
    house,
    county,
    [...asked.filter((one) => !stocks(one)).map(({ reckoned }) => reckoned), ...asked.flatMap(({ tile }) => rowsOf(tile) ?? [])],
    spans,
    dayGroups,
  )
  const held = asked.some(stocks)
    ? await daysOf(
        house,
        county,
        asked.filter(stocks).map(({ reckoned }) => reckoned),
        spans.slice(0, 1),
        dayGroups,
      )
    : counted
  return asked.map((one) => figureOf(stocks(one) ? held : counted, one, shy))
}

const rowsOf = ({ rows }: Tile): Reckoning | undefined => (rows === undefined ? undefined : { numerator: rows })

function figureOf(days: Days, { tile, reckoned, day }: DayTile, shy: boolean): Figure | undefined {
  const { unit } = reckoned
  const nothing: DayValue = { value: null, numerator: 0 }
  const over = (from: string, to: string) => days.of(reckoned, from, to) ?? nothing
  const start = firstOfMonth(day)
  const shown = daysIn({ from: shiftDay(day, 1 - sparkDays), to: day })
  const sameDays = Array.from({ length: weeks }, (_, week) => shiftDay(day, -7 * (week + 1)))
  const rows = rowsOf(tile)
  const small = (from: string, to: string) => isSmall(over(from, to), rows && days.of(rows, from, to)?.numerator)
  if (shy && [...new Set([...shown, ...sameDays, ...daysIn({ from: start, to: day })])].some((one) => small(one, one))) return undefined
  const series = shown.map((one) => over(one, one).value)
  const lastYear = { from: firstOfMonth(yearBefore(day)), to: yearBefore(day) }
  if (shy && small(lastYear.from, lastYear.to)) return undefined
  const [now, before] = [over(start, day), over(lastYear.from, lastYear.to)]
  const known = before.numerator > 0 || (before.denominator ?? 0) > 0
  const toDate = { value: now.value, lastYear: known ? before.value : null }
  if (tile.over === 'to-date') {
    const far = known ? yearDistance(now, before, unit) : 0
    const heaviest =
      !shy && unit === 'count' && reckoned.denominator === undefined ? heaviestOf(days, reckoned, [start, day], [lastYear], far) : undefined
    return {
      ...{ from: start, to: day, value: now.value, toDate, series },
      ...(known ? { signal: signalOf(far, reckoned.better, 'last-year') } : {}),
      ...(heaviest ? { heaviest } : {}),
    }
  }
  const { value } = over(day, day)
  // weeks from before the first data are none
  const begun = daysIn({ from: shiftDay(day, -7 * weeks), to: day }).find((one) => over(one, one).numerator > 0) ?? day
  const usual = usualOf(
    sameDays.filter((one) => one >= begun).flatMap((one) => over(one, one).value ?? []),
    unit === 'count',
  )
  const far = usual && value !== null ? distance(value, usual) : 0
  const heaviest =
    usual && !shy && unit === 'count'
      ? heaviestOf(
          days,
          reckoned,
          [day, day],
          sameDays.map((one) => ({ from: one, to: one })),
          far,
        )
      : undefined
  return {
    ...{ from: day, to: day, value, series },
    // a stock of persons is no sum of days
    ...(tile.lag === undefined ? { toDate } : {}),
    ...(usual ? { usual, signal: signalOf(inside(value, usual) ? 0 : far, reckoned.better, 'usual') } : {}),
    ...(heaviest ? { heaviest } : {}),
  }
}

const inside = (value: number | null, { low, high }: { low: number; high: number }) => value === null || (value >= low && value <= high)

/** The institution whose own difference from what it had before (the mean of several times) goes furthest to the same side. */
function heaviestOf(
  days: Days,
  reckoned: Reckoned,
  [from, to]: readonly [string, string],
  before: readonly { from: string; to: string }[],
  far: number,
): Heaviest | undefined {
  if (Math.abs(far) < 2) return undefined
  const differences = days.institutions(reckoned).map(({ id, name }) => {
    const now = days.of(reckoned, from, to, id)?.numerator ?? 0
    const then = before.reduce((sum, span) => sum + (days.of(reckoned, span.from, span.to, id)?.numerator ?? 0), 0) / before.length
    return { id, name, by: now - then }
  })
  const most = differences.sort((a, b) => (far > 0 ? b.by - a.by : a.by - b.by))[0]
  return most && Math.sign(most.by) === Math.sign(far) ? { ...most, by: Math.round(most.by) } : undefined
}
