import type { PlanWord, State } from './contract.ts'

/** How far a figure lies from where it should, in the same measure for all: about standard deviations, or their like for a plan and for duties. `bad`: to the worse side. */
export type Signal = { size: number; bad: boolean; of: 'usual' | 'last-year' | 'plan' | 'duty' }

/** From here a figure is worth a look, and from here something is to be done. */
export const bounds = { watch: 2, act: 3 } as const

/** A distance to the worse side counts as it is. Where neither side is worse it only asks for a look: a count far off is first of all a question to the data. */
export function stateOf(signal: Signal | undefined): State {
  if (!signal) return 'good'
  if (signal.size < bounds.watch || !signal.bad) return 'good'
  return signal.size >= bounds.act ? 'act' : 'watch'
}

/** Signed distance → signal: to which side is worse. Where neither is, both ask for a look but never for more. */
export function signalOf(distance: number, better: 'higher' | 'lower' | 'neither', of: Signal['of']): Signal {
  const size = Math.abs(distance)
  if (better === 'neither') return { size: Math.min(size, bounds.act - 0.01), bad: true, of }
  return { size, bad: better === 'higher' ? distance < 0 : distance > 0, of }
}

/**
 * A plan's lag as a signal: how much of the way from nothing to the target is lacking beside the path today, a twentieth counting as much as one standard deviation; behind at all is
 * worth a look. Met and on the way is none.
 */
export function planSignal({ status, value, planned }: PlanWord, now: number | null): Signal | undefined {
  if (status !== 'behind') return undefined
  const wanted = planned ?? value
  if (now === null || wanted === undefined || wanted === 0) return { size: bounds.watch, bad: true, of: 'plan' }
  return { size: Math.max(bounds.watch, Math.abs((wanted - now) / wanted) * 20), bad: true, of: 'plan' }
}

/** So many of those who owe a report are late: every tenth of them is one standard deviation, and one alone is worth a look. */
export const dutySignal = (late: number, owing: number): Signal | undefined =>
  late > 0 && owing > 0 ? { size: Math.max(bounds.watch, (late / owing) * 10), bad: true, of: 'duty' } : undefined

/** The strongest of several signals to the worse side; else the strongest of all. */
export function strongest(signals: readonly (Signal | undefined)[]): Signal | undefined {
  const known = signals.filter((signal): signal is Signal => signal !== undefined)
  const weight = ({ size, bad }: Signal) => (bad ? size : size / 1000)
  return known.sort((a, b) => weight(b) - weight(a))[0]
}

/** What a choice of the first to act on needs of a tile. */
export type Candidate = { code: string; state: State; signal: Signal | undefined; weight: number }
/** The one to act on first: what asks for acting before what asks for a look, among them the largest signal by its weight; at a tie the one that stands first. Undefined where all is well. */
export function firstOf<C extends Candidate>(candidates: readonly C[]): C | undefined {
  const rank = ({ state, signal, weight }: Candidate) => (state === 'act' ? 1000 : 0) + Math.min(900, (signal?.size ?? 0) * weight)
  let best: C | undefined
  for (const one of candidates) {
    if (one.state !== 'act' && one.state !== 'watch') continue
    if (!best || rank(one) > rank(best)) best = one
  }
  return best
}
