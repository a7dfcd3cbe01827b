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

/** The words of a kind's columns, each with the columns it may stand for. */
export type Words = {
  keys: ReadonlyMap<string, string>
  /** In the order of the columns, each with its names in their order; a name that several columns have says nothing. */
  names: readonly (readonly [column: string, name: string])[]
  initials: () => ReadonlyMap<string, readonly string[]>
}
const known = new WeakMap<AnyKind, Words>()

export function wordsOf(kind: AnyKind): Words {
  const found = known.get(kind) ?? compiled(Object.entries(kind.columns))
  known.set(kind, found)
  return found
}

function compiled(columns: readonly (readonly [string, Column])[]): Words {
  const all = columns.flatMap(([column, { names = [], text }]) =>
    [...new Set([column, ...names, ...text].map(plainWord))].filter(Boolean).map((name) => [column, name] as const),
  )
  const times = grouped(all.map(([column, name]) => [name, column]))
  const keys = new Map(columns.map(([column]) => [plainWord(column), column]))
  let initials: ReadonlyMap<string, readonly string[]> | undefined
  return {
    keys,
    names: all.filter(([column, name]) => keys.get(name) === column || (times.get(name)!.length === 1 && !keys.has(name))),
    initials: () => {
      initials ??= grouped(
        columns.flatMap(([column, { names = [] }]) => chinese([column, ...names]).map((name) => [plainWord(initialsOf(name)), column])),
      )
      return initials
    },
  }
}

const chinese = (names: readonly string[]) => names.filter((name) => /\p{Script=Han}/u.test(name))

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (!group) groups.set(key, [value])
    else if (!group.includes(value)) group.push(value)
  }
  return groups
}

/** DBF names have ten bytes: five Chinese characters, or ten letters. */
export const mayBeCut = (word: string): boolean => [9, 10].includes([...word].reduce((sum, c) => sum + (c > '\u00ff' ? 2 : 1), 0))
