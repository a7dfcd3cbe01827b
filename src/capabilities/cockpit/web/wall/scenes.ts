import type { WallAnswer } from '../../contract.ts'

/** What a wall shows one after another. */
export type Scene =
  | { kind: 'tiles'; from: number }
  | { kind: 'plans' }
  | { kind: 'map'; ranking: number }
  | { kind: 'ranking'; ranking: number }

/** So many numbers stand on a screen: large enough for six metres. */
export const perScreen = 6
/** How long a screen stands, and how often data are asked for, milliseconds. */
export const turn = 20_000
export const ask = 60_000
/** From here on the age of what is shown is said as a warning. */
export const staleAfter = 180_000

/** The screens of an answer: the numbers, the plans, the map (where there are outlines) and the ranking of townships. */
export function scenesOf(
  { tiles, plans, rankings }: Pick<WallAnswer, 'tiles' | 'plans' | 'rankings'>,
  outlines: boolean,
): readonly Scene[] {
  const numbers = Array.from({ length: Math.ceil(tiles.length / perScreen) }, (_, i): Scene => ({ kind: 'tiles', from: i * perScreen }))
  const last = rankings.length - 1
  return [
    ...numbers,
    ...(plans.length ? [{ kind: 'plans' } as const] : []),
    ...(outlines && rankings.length ? [{ kind: 'map', ranking: 0 } as const] : []),
    ...(rankings.length ? [{ kind: 'ranking', ranking: last } as const] : []),
  ]
}

/** Whole minutes since something was received. */
export const minutesOld = (received: number, now: number): number => Math.max(0, Math.floor((now - received) / 60_000))
