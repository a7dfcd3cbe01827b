import { initialsOf } from '../../fhir/china/pinyin.ts'
import type { AnyKind, Column } from './kind.ts'

/** A header without what people put around its words: byte order mark, spaces, stars, colons, underscores; wide letters as narrow ones, capitals. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[【［〔《]/g, '(')
    .replace(/[】］〕》]/g, ')')
    .replace(/[\s\p{Cf}*:_、"'-]/gu, '')
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .toUpperCase()

/** What a header may mean, the likeliest first: all of it, without a bracket (a unit, 必填), what is in the bracket: 病案号(BAH). */
export function meanings(header: string): string[] {
  const whole = plainWord(header)
  const bracket = /\(([^()]*)\)/.exec(whole)?.[1]
  return [...new Set([whole, whole.replace(/\([^()]*\)?/g, ''), bracket ?? ''])].filter(Boolean)
}

export type Words = { column: string; key: string; names: readonly string[]; initials: () => readonly string[] }
const known = new WeakMap<AnyKind, readonly Words[]>()

/** The words of a kind's columns, in their order; a name that several columns have says nothing. */
export function wordsOf(kind: AnyKind): readonly Words[] {
  const found = known.get(kind)
  if (found) return found
  const all = Object.entries(kind.columns).map(([name, column]) => words(name, column))
  const times = new Map<string, number>()
  for (const { key, names } of all) for (const name of new Set([key, ...names])) times.set(name, (times.get(name) ?? 0) + 1)
  const own = all.map((one) => ({ ...one, names: one.names.filter((name) => times.get(name) === 1 || name === one.key) }))
  known.set(kind, own)
  return own
}

function words(column: string, { names = [], text }: Column): Words {
  const written = [...names, ...text]
  let initials: readonly string[] | undefined
  return {
    column,
    key: plainWord(column),
    names: written.map(plainWord),
    initials: () => {
      initials ??= [
        ...new Set([column, ...names].filter((name) => /\p{Script=Han}/u.test(name)).map((name) => plainWord(initialsOf(name)))),
      ]
      return initials
    },
  }
}

/** DBF names have ten bytes: five Chinese characters, or ten letters. */
export const mayBeCut = (word: string): boolean => [9, 10].includes([...word].reduce((sum, c) => sum + (c > '\u00ff' ? 2 : 1), 0))
