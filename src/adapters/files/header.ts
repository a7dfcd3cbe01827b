import { lookOf, mostLook } from './header-values.ts'
import { mayBeCut, meanings, plainWord, type Words, wordsOf } from './header-words.ts'
import type { AnyKind } from './kind.ts'

/** Column of the kind → header in the file. */
type Mapping = Readonly<Record<string, string>>
/** Which column of the kind stands where in the file, how that was found, and whether it can be relied on without a person's look. */
export type Proposal = { column: string; at: number; how: 'saved' | 'exact' | 'alias' | 'pinyin' | 'values'; sure: boolean }
export type Proposed = {
  /** The sure ones. */
  positions: ReadonlyMap<string, number>
  proposals: Proposal[]
  /** Required columns that are not among the sure ones. */
  missing: string[]
  /** Headers nothing was proposed for: they are not read. */
  unknown: string[]
  /** Headers that are used and stand in the file more than once. */
  twice: string[]
}

/**
 * Proposes which column is which: what was saved, else by name, other names, names cut by DBF, pinyin initials, and for what is left by the look of the values.
 * @param samples some rows below the header
 * @param saved the institution's mapping, which wins
 * @param institutions codes of the directory
 */
export function propose(
  kind: AnyKind,
  header: readonly string[],
  samples: readonly (readonly string[])[] = [],
  saved: Mapping = {},
  institutions: Iterable<string> = [],
): Proposed {
  const proposals: Proposal[] = []
  const takenColumns = new Set<string>()
  const takenHeaders = new Set<number>()
  const take = (column: string, at: number, how: Proposal['how'], sure = true) => {
    if (at < 0 || takenColumns.has(column) || takenHeaders.has(at)) return
    proposals.push({ column, at, how, sure })
    takenColumns.add(column)
    takenHeaders.add(at)
  }
  const plain = header.map(plainWord)
  for (const [column, name] of Object.entries(saved))
    if (column in kind.columns) take(column, header.includes(name) ? header.indexOf(name) : plain.indexOf(plainWord(name)), 'saved')

  const { keys, names, initials } = wordsOf(kind)
  const meant = header.map(meanings)
  /** Gives free columns to free headers, meaning by meaning; `find` answers the columns a word stands for. */
  const round = (how: Proposal['how'], find: (word: string) => readonly string[]) => {
    for (let level = 0; level < 3; level++)
      for (const [at, options] of meant.entries()) {
        const word = options[level]
        if (!word || takenHeaders.has(at)) continue
        const free = find(word).filter((column) => !takenColumns.has(column))
        if (free.length === 1) take(free[0]!, at, how)
      }
  }
  round('exact', (word) => [keys.get(word) ?? ''].filter(Boolean))
  for (const [column, at] of byNames(names, meant)) take(column, at, 'alias')
  round('alias', (word) =>
    mayBeCut(word) ? [...new Set(names.filter(([, name]) => name.startsWith(word)).map(([column]) => column))] : [],
  )
  round('pinyin', (word) => (/^[A-Z][A-Z0-9]+$/.test(word) ? (initials().get(word) ?? []) : []))

  for (const [column, at] of byValues(kind, header, samples, takenColumns, takenHeaders, new Set(institutions)))
    take(column, at, 'values', false)

  const positions = new Map(proposals.flatMap(({ column, at, sure }) => (sure ? [[column, at] as const] : [])))
  return {
    positions,
    proposals,
    missing: Object.entries(kind.columns).flatMap(([name, { required }]) => (required && !positions.has(name) ? [name] : [])),
    unknown: header.filter((name, at) => name && !takenHeaders.has(at)),
    twice: [
      ...new Set([...takenHeaders].filter((at) => plain.indexOf(plain[at]!) !== plain.lastIndexOf(plain[at]!)).map((at) => header[at]!)),
    ],
  }
}

/** Columns by their other names: a name that stands earlier in the kind's list wins over a later one. */
function* byNames(names: Words['names'], meant: readonly (readonly string[])[]): Generator<readonly [string, number]> {
  for (let level = 0; level < 3; level++) {
    const places = new Map<string, number[]>()
    for (const [at, { [level]: word }] of meant.entries()) if (word) places.set(word, [...(places.get(word) ?? []), at])
    for (const [column, name] of names) for (const at of places.get(name) ?? []) yield [column, at]
  }
}

/** What is left, where one header alone looks like one column alone; a required column goes before others of its type. */
function* byValues(
  kind: AnyKind,
  header: readonly string[],
  samples: readonly (readonly string[])[],
  takenColumns: ReadonlySet<string>,
  takenHeaders: ReadonlySet<number>,
  institutions: ReadonlySet<string>,
): Generator<[string, number]> {
  const filled = header.flatMap((_, at) =>
    takenHeaders.has(at) ? [] : [{ at, values: samples.map((row) => row[at]?.trim() ?? '').filter(Boolean) }],
  )

  const fits = Object.entries(kind.columns).flatMap(([name, column]) => {
    const look = filled.length && !takenColumns.has(name) ? lookOf(column, institutions) : undefined
    const at = look ? filled.filter(({ values }) => mostLook(values, look)).map((one) => one.at) : []
    return at.length ? [{ name, required: column.required, at }] : []
  })
  for (const { name, required, at } of fits) {
    const rivals = fits.filter((other) => other.name !== name && other.at.includes(at[0]!))
    if (at.length === 1 && rivals.every((rival) => required && !rival.required)) yield [name, at[0]!]
  }
}

/** How well a header fits each kind, the best first; kinds it has nothing of are left out. */
export function guessKind(kinds: readonly AnyKind[], header: readonly string[]): { kind: AnyKind; score: number }[] {
  const filled = header.filter(Boolean).length
  return kinds
    .map((kind) => {
      const { positions, missing } = propose(kind, header)
      const required = Object.values(kind.columns).filter((column) => column.required).length
      return { kind, score: positions.size ? 0.6 * (1 - missing.length / Math.max(required, 1)) + (0.4 * positions.size) / filled : 0 }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
}
