import { Misuse } from './error.ts'

/** Items looked at and characters moved (16 count as one) in one run of a path: a second of work at the most. An honest path over the longest resource takes a tenth. */
const most = 20_000_000
let left = most

/** A run begins. Runs end before another one begins: nothing here waits. */
export const refill = (): void => {
  left = most
}

/** Pays for work before it is done. @throws Misuse when all is spent: the path costs more than linear time on this resource */
export const spend = (items: number): void => {
  left -= items
  if (left < 0) throw new Misuse('it takes too long on this resource')
}

/** A text that was made, paid for by its length. */
export const paid = (text: string): string => {
  spend(1 + (text.length >>> 4))
  return text
}
