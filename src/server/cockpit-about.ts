import type { PlanWord, TileNow } from '../capabilities/cockpit/contract.ts'
import type { Figure } from '../capabilities/cockpit/figure.ts'
import type { Tile } from '../capabilities/cockpit/tiles.ts'
import type { Text } from '../kernel/grammar/texts.ts'

/** A tile with its figure and everything its state, its reason and its ways on are made of. */
export type About = {
  tile: Tile
  reckoned: { unit: TileNow['unit']; better: TileNow['better']; numerator?: string; denominator?: string }
  figure: Figure
  /** The day the page is about, and the newest day the source tells of. */
  day: string
  newest: string | null
  plan?: { word: PlanWord; now: number | null }
  /** Which lists the reader may open. */
  mayRead: (list: string) => boolean
  /** Said instead of what the figure says. */
  why?: Text
}
