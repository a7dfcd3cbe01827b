import type { Figures, Ranked, TownshipRate } from './shape.ts'

/** The row in which those of few persons stand together. */
export const others = '*'
/** Below this many persons a figure may say who they were. */
const few = 5
const isFew = (n: number) => n > 0 && n < few
const small = ({ persons, all, cases }: Figures) => isFew(persons) || isFew(all - cases)

/**
 * Rows without figures of fewer than five persons: such rows become one, and where that one is itself too small, or could be found by subtracting the rest, the least
 * of the others joins it. Nothing is left where even all together are too few.
 * @param rank ranks anew with each key as `name` gives it
 */
export function withoutFew<R extends Ranked>(rank: (name: (id: string) => string) => R[]): R[] {
  const hidden = new Set<string>()
  for (;;) {
    const rows = rank((id) => (hidden.has(id) ? others : id))
    const bad = rows.filter(({ years }) => years.some(small))
    if (!bad.length) return [...rows.filter(({ id }) => id !== others), ...rows.filter(({ id }) => id === others)]
    const fresh = bad.filter(({ id }) => id !== others)
    const least = rows.filter(({ id }) => id !== others).at(-1)
    if (fresh.length) for (const { id } of fresh) hidden.add(id)
    else if (least) hidden.add(least.id)
    else return []
  }
}

/** Townships of which enough persons left; where a single one is left out, the smallest of the rest goes too, since the sum would tell it. */
export function townshipsWithoutFew(rows: readonly TownshipRate[]): TownshipRate[] {
  const shown = rows.filter(({ persons }) => !isFew(persons))
  if (rows.length - shown.length !== 1) return shown
  const least = shown
    .filter(({ persons }) => persons)
    .reduce<TownshipRate | undefined>((a, b) => (a && a.persons <= b.persons ? a : b), undefined)
  return shown.filter((row) => row !== least)
}

/** A count as somebody who may not see persons is told it. */
export const toldCount = (n: number): number | null => (isFew(n) ? null : n)
/** Whether even the whole is of too few persons. */
export const tooFew = (years: Ranked['years']) => years.some(({ persons }) => isFew(persons))
