import { type Term, termsOf } from '../kernel/grammar/decompose.ts'
import type { Expression, Ref } from '../kernel/grammar/expression.ts'
import { type Indicator, readingOf } from '../kernel/grammar/measure.ts'
import { computedOf, type Library } from '../kernel/perform/library.ts'

/** A sum of parts that is told as one, of rows of one view. How it is taken over months, and how far back, is the same for all of them. */
export type ToldLine = { key: string; pool: string; terms: readonly Term[]; stock: boolean; taking: Ref['taking']; back: number }
/** Lines that may share rows: those of one view, told by where institutions lie or by where people live. */
export type Pool = { name: string; residents: boolean; outside: boolean; stock: boolean; lines: ReadonlyMap<string, readonly Term[]> }

const written = ({ group, part, selectors }: Ref) => `${group}.${part}@${[...selectors].sort().join('.')}`
const told = new WeakMap<Library, WeakMap<Indicator, readonly ToldLine[]>>()

/** What is shown with an indicator: numerator and denominator, as sums where they are some, and each of their parts (an explanation names them). */
export function linesOf(indicator: Indicator, lib: Library): readonly ToldLine[] {
  const kept = told.get(lib) ?? new WeakMap<Indicator, readonly ToldLine[]>()
  told.set(lib, kept)
  const known = kept.get(indicator)
  if (known) return known
  const { numerator, denominator, refs } = computedOf(indicator)
  const sides = [numerator, ...(denominator ? [denominator] : [])].map(plainSum)
  const alone = refs.map((ref): Term[] => [{ factor: 1, ref }])
  const lines = new Map<string, ToldLine>()
  for (const terms of [...sides, ...alone])
    for (const line of byPool(terms, indicator, lib)) lines.set(`${line.key} ${line.taking} ${line.back}`, line)
  const all = [...lines.values()]
  kept.set(indicator, all)
  return all
}

/** A sum of whole numbers of parts; what is none is told by its parts. */
const plainSum = (side: Expression): readonly Term[] => {
  const terms = termsOf(side) ?? []
  return terms.every(({ factor }) => Number.isInteger(factor)) ? terms : []
}

function byPool(terms: readonly Term[], { by }: Indicator, { groups }: Library): ToldLine[] {
  const sums = new Map<string, Term[]>()
  const placeOf = ({ ref }: Term) => {
    const group = groups.get(ref.group)!
    const residents = group.nowhere === true || by === 'residence'
    const stock = group.kind === 'stock'
    const pool = [group.view, residents ? 'residents' : '', group.outside ?? '', stock ? 'stock' : ''].join('|')
    return { pool, stock, taking: ref.taking, back: ref.back }
  }
  for (const term of terms) {
    const place = JSON.stringify(placeOf(term))
    sums.set(place, [...(sums.get(place) ?? []), term])
  }
  return [...sums].map(([place, of]) => ({
    ...(JSON.parse(place) as ReturnType<typeof placeOf>),
    key: of
      .map(({ factor, ref }) => `${factor} ${written(ref)}`)
      .sort()
      .join(' + '),
    terms: of,
  }))
}

const pools = new WeakMap<Library, ReadonlyMap<string, Pool>>()
/** All that the indicators of a library tell in all their readings. */
export function poolsOf(lib: Library): ReadonlyMap<string, Pool> {
  const known = pools.get(lib)
  if (known) return known
  const all = [...lib.indicators.values()].flatMap((one) => [one, ...(one.variants ?? []).map(({ name }) => readingOf(one, name)!)])
  const made = new Map<string, Pool & { lines: Map<string, readonly Term[]> }>()
  for (const { pool: name, key, terms, stock } of all.flatMap((one) => linesOf(one, lib))) {
    const [, residents, outside] = name.split('|')
    const pool = made.get(name) ?? { name, residents: residents !== '', outside: outside !== '', stock, lines: new Map() }
    made.set(name, pool)
    pool.lines.set(key, terms)
  }
  pools.set(lib, made)
  return made
}
