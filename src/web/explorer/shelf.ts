import type { Theme } from '../../kernel/grammar/measure.ts'
import type { ListedIndicator } from '../../ui/contract.ts'
import { meant } from '../../ui/initials.ts'

/** The sets of the library; an indicator is known by the key it has in a set. */
export const sets = ['m24', 'm20', 'l2', 'plan', 'local'] as const
export type SetName = (typeof sets)[number]
const national = /^(M24|M20|L2)-/

/** The key of an indicator in a set (`M24-07`); undefined when it is not in it. What is named by no national set is the plans' own. */
export function keyIn(set: SetName, { sets = [], theme, code }: Pick<ListedIndicator, 'sets' | 'theme' | 'code'>): string | undefined {
  if (set === 'local') return theme === 'local' ? code : undefined
  if (set === 'plan') return sets.find((key) => !national.test(key))
  return sets.find((key) => key.startsWith(`${set.toUpperCase()}-`))
}

export type Shelf = { theme: Theme | undefined; indicators: readonly ListedIndicator[] }
/** What the library shows: by themes, or a set in its own order; narrowed to what was typed (name, code, key, initials). */
export function shelvesOf(all: readonly ListedIndicator[], order: readonly Theme[], set: SetName | undefined, typed: string): Shelf[] {
  const found = all.filter(
    (one) =>
      (!set || keyIn(set, one)) &&
      (!typed.trim() || [one.text[0], one.text[1], one.code, ...(one.sets ?? [])].some((name) => meant(name, typed))),
  )
  if (set) {
    const keyed = (one: ListedIndicator) => keyIn(set, one) ?? ''
    return [{ theme: undefined, indicators: [...found].sort((a, b) => keyed(a).localeCompare(keyed(b), 'en', { numeric: true })) }].filter(
      some,
    )
  }
  return order.map((theme) => ({ theme, indicators: found.filter((one) => one.theme === theme) })).filter(some)
}
const some = ({ indicators }: Shelf) => indicators.length > 0
