import type { First, PlanWord, TileNow } from '../capabilities/cockpit/contract.ts'
import { planSignal, type Signal, stateOf, strongest } from '../capabilities/cockpit/judge.ts'
import { joined, lastYearWords, planWords, short, usualWords, weekdayOf } from '../capabilities/cockpit/sentences.ts'
import { texts } from '../capabilities/cockpit/texts.ts'
import type { Tile } from '../capabilities/cockpit/tiles.ts'
import { apart } from '../capabilities/cockpit/usual.ts'
import { fill } from '../kernel/grammar/fill.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { shiftDay } from '../kernel/perform/days.ts'
import type { About } from './cockpit-about.ts'
import { linksOf } from './cockpit-links.ts'
import type { PlanNow } from './plans/now.ts'

/** A tile that was judged, and what the choice of the first to act on needs of it. */
export type Judged = { code: string; state: TileNow['state']; signal: Signal | undefined; weight: number; tile: TileNow; first: First }
/** So many days may pass before old data are a matter of their own. */
const patience = 3

/** Puts state, reason and ways on to a figure. */
export function judged(about: About): Judged {
  const { tile, reckoned, figure, plan } = about
  const { unit, better } = reckoned
  const signal = strongest([figure.signal, plan && planSignal(plan.word, plan.now)])
  const old = isOld(about)
  const state = figure.suppressed || figure.value === null ? 'unknown' : old ? 'watch' : stateOf(signal)
  const why = old && figure.value !== null ? fill(texts.old, { day: figure.to }) : (about.why ?? reason(about, signal))
  const links = linksOf(about, signal)
  const { usual } = figure
  const now: TileNow = {
    ...{ code: tile.code, text: tile.text, unit, better, over: tile.over, from: figure.from, to: figure.to, value: figure.value },
    ...(figure.suppressed ? { suppressed: true as const } : {}),
    ...(usual ? { usual: { weekday: weekdayOf(figure.to), middle: usual.middle, low: usual.low, high: usual.high } } : {}),
    ...(figure.toDate ? { toDate: figure.toDate } : {}),
    ...(figure.lastYear === undefined ? {} : { lastYear: figure.lastYear }),
    ...(figure.before === undefined ? {} : { before: figure.before }),
    ...(plan ? { plan: plan.word } : {}),
    ...{ series: figure.series, state, why, link: links[0]!.link },
  }
  const size = old ? { size: 2, bad: true, of: 'usual' as const } : signal
  return {
    ...{ code: tile.code, state, signal: size, weight: tile.weight ?? 1, tile: now },
    first: { code: tile.code, state, text: tile.text, reason: why, next: links },
  }
}

/** Data that end days before the page's day, of what is told by days. */
function isOld({ tile, day, newest, figure }: About): boolean {
  if (newest === null || tile.over === 'month' || tile.over === 'rolling' || tile.over === 'now') return false
  return shiftDay(newest, patience) < day && figure.to < day
}

function reason({ tile, figure, plan, reckoned: { unit } }: About, signal: Signal | undefined): Text {
  const { value } = figure
  if (figure.suppressed) return texts.shyly
  if (value === null) return texts.noData
  const planned = plan && planWords(plan.word, plan.now, unit)
  if (planned && (signal?.of === 'plan' || tile.over === 'month' || tile.over === 'rolling')) return planned
  const words =
    tile.over === 'day'
      ? usualWords(value, figure.usual, figure.to, unit)
      : tile.over === 'to-date'
        ? yearWords(value, figure.toDate?.lastYear, unit)
        : lastYearWords(value, figure.lastYear, unit, true)
  const most = figure.heaviest
  if (most && Math.abs(most.by) >= 1 && signal && signal.size >= 2 && signal.of !== 'plan')
    return joined(words, fill(most.by > 0 ? texts.most : texts.least, { name: most.name, amount: short(Math.abs(most.by), 'count') }))
  return words
}

/** Against last year; where that is no more than chance brings, it says so. */
function yearWords(now: number, before: number | null | undefined, unit: TileNow['unit']): Text {
  const words = lastYearWords(now, before, unit)
  const few = unit === 'count' && before != null && before !== now && before > 0 && Math.abs(apart(now, before)) < 2 && now + before < 50
  return few ? joined(words, [`，${texts.few[0]}`, `: ${texts.few[1]}`]) : words
}

/** The word of a plan that is running on an indicator: the one whose deadline comes first; undefined where none speaks of it. */
export function planOf(plans: readonly PlanNow[], { indicator, variant, own }: Tile, today: string): About['plan'] {
  if (!indicator || own) return undefined
  const found = plans.flatMap(({ head, targets }) =>
    targets.flatMap((target) =>
      'indicator' in target.measure &&
      target.measure.indicator === indicator &&
      target.measure.variant === variant &&
      target.left === undefined &&
      target.deadline >= today
        ? [{ head, target }]
        : [],
    ),
  )
  const next = found.sort((a, b) => a.target.deadline.localeCompare(b.target.deadline))[0]
  if (!next) return undefined
  const { head, target } = next
  const word: PlanWord = {
    ...{ plan: head.id, target: target.code, name: head.short, deadline: target.deadline, status: target.status },
    ...(target.value === undefined ? {} : { value: target.value }),
    ...(target.planned === undefined ? {} : { planned: target.planned }),
  }
  return { word, now: target.now?.value ?? null }
}
