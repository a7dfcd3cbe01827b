import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'

/** `good`: as usual, or on the way; `watch`: look at it; `act`: do something; `unknown`: nobody knows, and `why` says why. */
export type State = 'good' | 'watch' | 'act' | 'unknown'
/** What a figure is told over: a local day, the month so far, a whole month, twelve months, or as things stand now. */
export type Over = 'day' | 'to-date' | 'month' | 'rolling' | 'now'

/** How a target of a plan stands (as in the answers about plans). */
export type PlanStatus = 'met' | 'on-way' | 'behind' | 'no-data'
/** The plan's word on the same indicator: its value at the deadline, what its path wants today. Values in the tile's unit. */
export type PlanWord = {
  plan: string
  target: string
  name: Text
  value?: number
  planned?: number
  deadline: string
  status: PlanStatus
}
/** The usual range of a weekday: from the last eight of them. */
export type Usual = { weekday: number; middle: number; low: number; high: number }

/** A number of the morning. Days are local (Asia/Shanghai), money in yuan, shares in percent. */
export type TileNow = {
  code: string
  text: Text
  unit: MeasureUnit
  better: 'higher' | 'lower' | 'neither'
  over: Over
  /** The day, the days or the month it is of. */
  from: string
  to: string
  value: number | null
  /** Built on fewer than five persons, and the reader may not see persons. */
  suppressed?: true
  usual?: Usual
  /** The month so far, beside the same days a year before. */
  toDate?: { value: number | null; lastYear: number | null }
  lastYear?: number | null
  before?: number | null
  plan?: PlanWord
  /** Thirty days or thirteen months that end in `to`, oldest first. */
  series: readonly (number | null)[]
  state: State
  why: Text
  /** Where it opens: rows, number, plan or report. */
  link: string
}
/** What to do first, and why. `next`: where it is done; the first of them is the way to go. */
export type First = { code: string; state: State; text: Text; reason: Text; next: readonly { text: Text; link: string }[] }
/** How far data reach: the newest day they tell of, and when the last of them came in. */
export type SourceAge = { code: string; text: Text; day: string | null; received: string | null }

/** GET /api/cockpit */
export type CockpitAnswer = {
  county: { id: number; name: string }
  /** Yesterday, which the page is about, and when it was worked out. */
  day: string
  at: string
  tiles: readonly TileNow[]
  first?: First
  sources: readonly SourceAge[]
}

/** A unit's place in a ranking of the wall. */
export type Placed = { id: string; name: string; value: number | null; suppressed?: true }
/** An indicator of the last whole month by townships, best first. */
export type Ranking = {
  code: string
  text: Text
  unit: MeasureUnit
  better: 'higher' | 'lower' | 'neither'
  period: string
  townships: readonly Placed[]
}
/** GET /api/wall: what a wall shows, with nothing about persons and no count under five. */
export type WallAnswer = CockpitAnswer & {
  plans: readonly { name: Text; met: number; onWay: number; behind: number; unknown: number; over: boolean }[]
  rankings: readonly Ranking[]
}
