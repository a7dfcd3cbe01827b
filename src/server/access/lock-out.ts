import { limits } from './limits.ts'

/** How long the account is locked after so many wrong passwords in a row, in ms: 0 between the steps, then 15 min, 30 min, 1 h … 24 h. */
export function lockAfter(failures: number): number {
  if (failures <= 0 || failures % limits.tries !== 0) return 0
  return Math.min(limits.firstLock * 2 ** (failures / limits.tries - 1), limits.longestLock)
}

/** Tries that remain before the next lock. */
export const triesLeft = (failures: number): number => limits.tries - (failures % limits.tries)

/** Whole minutes until an instant, at least 1: what a person who waits is told. */
export const minutesUntil = (until: Date, now: Date): number => Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
