import { fill } from '../../kernel/grammar/fill.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { checkTexts as texts } from './check-texts.ts'

/** Something wrong in a plan file, with the place: names and numbers from the top. */
export type Found = { path: readonly (string | number)[]; text: Text }

export const found = (path: Found['path'], text: Text, values: Readonly<Record<string, string | number>> = {}): Found => ({
  path,
  text: fill(text, values),
})

/** Names that stand for nothing. */
export const unknownIn = (names: readonly string[], known: { has(name: string): boolean }, path: Found['path'], text: Text): Found[] =>
  names.flatMap((code, i) => (known.has(code) ? [] : [found([...path, i], text, { code })]))

/** Codes that stand twice in a list, at their second place. */
export function twice<K extends string>(list: readonly Readonly<Record<K, string>>[], key: K, at: string): Found[] {
  const first = new Map<string, number>()
  return list.flatMap(({ [key]: code }, i) => {
    if (first.has(code)) return [found([at, i, key], texts.twice, { code, first: first.get(code)! + 1 })]
    first.set(code, i)
    return []
  })
}
