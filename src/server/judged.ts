import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Term } from '../kernel/grammar/decompose.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { type Period, shift, span } from '../kernel/grammar/period.ts'
import { isPrefecture, type Library, library } from '../kernel/perform/library.ts'
import { numbersOf } from '../kernel/perform/numbers.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { serialOf } from '../kernel/perform/serial.ts'
import type { OrgNode } from '../record/organizations.ts'
import { type Built, builtIn } from './built-on.ts'
import { type Asking, cellsNow } from './cells-now.ts'
import { type Chains, fewest, hiding, type Line } from './suppression.ts'
import { type Pool, poolsOf, type ToldLine } from './told-lines.ts'

/** Whether a line may be shown in a named time (2026, 2026-Q1, 2026-02) of a unit (`o:`, `t:`, `c:` and id). */
type Shown = (line: string, time: string, unit: string) => boolean
export type Judgement = {
  /**
   * Whether a line may be shown over the months of a period: where years, quarters and months that may be shown add up to it.
   * @param now nothing after its last month is known yet
   */
  shows: (line: ToldLine, period: Pick<Period, 'from' | 'to' | 'end'>, unit: string, now: boolean) => boolean
  /** What was judged of a pool holds as long as this is the same. */
  stamp: (pool: string) => string
}

/**
 * Judges years of the lines that share rows with some, whatever is asked of them: so that several answers add up to no more than one.
 * @param pools names of pools, as `linesOf` has them
 */
export async function judge(house: Asking, county: number, pools: Iterable<string>, years: readonly string[]): Promise<Judgement> {
  const lib = await library(house, county)
  const asked = [...new Set(pools)].map((name) => poolsOf(lib).get(name)!)
  const now = await cellsNow(house, county)
  const built = await builderOf(house, county, lib, asked, years)
  const judged = new Map<string, Shown>()
  await Promise.all(
    asked.flatMap((pool) =>
      years.map(async (year) => {
        const groups = new Set([...pool.lines.values()].flatMap((terms) => terms.map(({ ref }) => ref.group)))
        const known = remembered<Shown>(
          lib,
          JSON.stringify(['judged', county, pool.name, year]),
          async () => judgedBy(await built.of(pool, year), pool, year, built.tree(pool)),
          () => pool.lines.size * 17 * 40,
          now.inYear(groups, year),
        )
        judged.set(`${pool.name} ${year}`, await known)
      }),
    ),
  )
  const at = ({ pool, key }: ToldLine, time: string, unit: string) => judged.get(`${pool} ${time.slice(0, 4)}`)?.(key, time, unit) ?? false
  return {
    stamp: (pool) => years.map((year) => serialOf(judged.get(`${pool} ${year}`)!)).join(' '),
    shows: (line, { from, to, end }, unit, now) => {
      const last = now && !line.back ? end : to
      const months = monthsIn(shift(from, -line.back), shift(line.stock ? to : last, -line.back))
      const middle = shift(from, Math.ceil(span(from, end) / 2) - 1 - line.back)
      if (line.taking === 'mid') return at(line, middle, unit)
      if (line.stock && line.taking !== 'avg') return at(line, months.at(-1)!, unit)
      if (line.stock || line.taking !== 'own') return months.every((month) => at(line, month, unit))
      for (let i = 0; i < months.length; ) {
        const length = [12, 3, 1].find((n) => i + n <= months.length && isWhole(months[i]!, n) && at(line, nameOf(months[i]!, n), unit))
        if (!length) return false
        i += length
      }
      return true
    },
  }
}

/** Whether a year, a quarter or a month begins here. */
const isWhole = (month: string, length: number) => (Number(month.slice(5)) - 1) % length === 0
const nameOf = (month: string, length: number) => (length === 12 ? month.slice(0, 4) : length === 3 ? quarterOf(month) : month)
const quarterOf = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
function monthsIn(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = shift(month, 1)) months.push(month)
  return months
}

type Builder = { of: (pool: Pool, year: string) => Promise<readonly Built[]>; tree: (pool: Pool) => Tree }
/** What is judged of the pools, read when the first of them has to be. */
async function builderOf(house: Asking, county: number, lib: Library, pools: readonly Pool[], years: readonly string[]): Promise<Builder> {
  if (isPrefecture(county)) {
    let counting: ReturnType<typeof countedIn> | undefined
    return {
      of: async (pool, year) => {
        counting ??= countedIn(house, county, lib, pools, years)
        return (await counting)(pool, year)
      },
      tree: () => ({ above: (unit) => (unit === 'p:' ? undefined : 'p:'), kindOf: () => '' }),
    }
  }
  const nodes = await house.record.organizations(county)
  return {
    of: (pool, year) => builtIn(house, { id: county, lib, nodes }, pool, year),
    tree: (pool) => treeOf(nodes, pool.outside),
  }
}

/**
 * The same of a prefecture, from the cells of its counties alone, which is all that it sees: a row counts as a person. Few rows are few persons; a few persons with many rows in a whole county are
 * taken for more. Sums of money are judged with what they are divided by.
 */
async function countedIn(house: Asking, prefecture: number, lib: Library, pools: readonly Pool[], years: readonly string[]) {
  const lines = pools.flatMap((pool) => [...pool.lines].map(([line, terms]) => ({ pool, line, terms })))
  const question = { from: `${years[0]}-01`, to: `${years.at(-1)}-12`, grain: 'month', unit: 'county' } as const
  const sums = lines.map(({ pool, terms }) => sumOf(lib, terms, pool.residents))
  const cells = await numbersOf(house, prefecture, sums, question)
  return (pool: Pool, year: string): readonly Built[] =>
    lines.flatMap(({ pool: { name }, line, terms }, i) => {
      if (name !== pool.name) return []
      const counted = terms.every(({ ref }) => !lib.groups.get(ref.group)!.parts[ref.part]!.add)
      return cells[i]!.flatMap(({ period: month, unit, numerator: amount }): Built[] => {
        if (!amount || !month.startsWith(year)) return []
        const rows = counted ? Math.abs(amount) : 0
        const persons = counted && rows < fewest ? Array.from({ length: rows }, (_, n) => `${month} ${unit.id} ${n}`) : undefined
        return [{ line, month, leaf: `c:${unit.id}`, amount: Math.round(amount), rows: rows || 1, persons }]
      })
    })
}

const summing = new WeakMap<readonly Term[], Indicator>()
/** A line as an indicator of its own. */
function sumOf(lib: Library, terms: readonly Term[], residents: boolean): Indicator {
  const known = summing.get(terms)
  if (known) return known
  const [any] = lib.indicators.values()
  const { denominator: _, formula: __, scale: ___, ...base } = any!
  const partOf = ({ factor, ref: { group, part, selectors } }: Term) =>
    `${factor} * ${group}.${part}${selectors.length ? `@${selectors.join('.')}` : ''}`
  const numerator = terms.map(partOf).join(' + ').replaceAll('-1 *', '(0 - 1) *')
  const made: Indicator = { ...base, code: 'sum', numerator, by: residents ? 'residence' : 'institution' }
  summing.set(terms, made)
  return made
}

type Tree = { above: (unit: string) => string | undefined; kindOf: (leaf: string) => string }
const selectors = ['inside', 'primary', 'hospital', 'lead', 'tcm', 'maternal', 'township', 'village', 'county'] as const
/** Institutions in townships in the county, as figures are summed; what lies outside beside it. Institutions of one kind answer to the same selectors. */
function treeOf(nodes: readonly OrgNode[], outsideCounts: boolean): Tree {
  const byId = new Map(nodes.map((node) => [`o:${node.id}`, node]))
  const apart = (node: OrgNode) => !node.inside && !outsideCounts
  const ups = new Map([...byId].map(([id, node]) => [id, apart(node) ? 'c:outside' : `t:${node.township?.slice(0, 9) ?? ''}`]))
  const kinds = new Map([...byId].map(([id, node]) => [id, selectors.filter((one) => counts(node, [one])).join()]))
  return {
    above: (unit) => (unit.startsWith('o:') ? (ups.get(unit) ?? 't:') : unit.startsWith('t:') ? 'c:county' : undefined),
    kindOf: (leaf) => kinds.get(leaf) ?? '',
  }
}

function numbered(): { of: (name: string) => number; at: ReadonlyMap<string, number> } {
  const at = new Map<string, number>()
  const of = (name: string) => {
    const known = at.get(name) ?? at.size
    at.set(name, known)
    return known
  }
  return { of, at }
}

async function judgedBy(built: readonly Built[], pool: Pool, year: string, { above, kindOf }: Tree): Promise<Shown> {
  const [times, units] = [numbered(), numbered()]
  const names = monthsIn(`${year}-01`, `${year}-12`)
  for (const month of names) times.of(month)
  const months: Chains = names.map((month) => (pool.stock ? [month] : [month, quarterOf(month), year]).map(times.of))
  const leafNames = [...new Set(built.map(({ leaf }) => leaf))].sort()
  for (const leaf of leafNames) units.of(leaf)
  const chain = (unit: string | undefined): string[] => (unit === undefined ? [] : [unit, ...chain(above(unit))])
  const leaves: Chains = leafNames.map((leaf) => chain(leaf).map(units.of))
  const byLine = new Map<string, Built[]>()
  for (const one of built) {
    const known = byLine.get(one.line)
    if (known) known.push(one)
    else byLine.set(one.line, [one])
  }
  const size = { times: times.at.size, units: units.at.size }
  const total = (line: readonly Built[]) => line.reduce((sum, { rows }) => sum + rows, 0)
  const keys = [...byLine].sort((a, b) => total(b[1]) - total(a[1])).map(([key]) => key)
  const lines = keys.map((key) => lineOf(byLine.get(key)!, { months, leaves, units: size.units, month: times.of, leaf: units.of }))
  const hidden = await inTurns(hiding({ lines, months, leaves, kinds: leafNames.map(kindOf), ...size }))
  const at = new Map(keys.map((key, i) => [key, hidden[i]!]))
  return (line, time, unit) => {
    const [t, u] = [times.at.get(time), units.at.get(unit)]
    return t === undefined || u === undefined || !at.get(line)?.[t * size.units + u]
  }
}

/** So many milliseconds at most before others have their turn. */
const stretch = 5
async function inTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  for (let since = performance.now(); ; ) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < stretch) continue
    await nextTurn()
    since = performance.now()
  }
}

type Size = { months: Chains; leaves: Chains; units: number; month: (name: string) => number; leaf: (name: string) => number }
function lineOf(built: readonly Built[], { months, leaves, units, month, leaf }: Size): Line {
  const amounts = new Float64Array(months.length * leaves.length)
  const rows = new Float64Array(amounts.length)
  /** Persons while they are few, null where they are enough. */
  const persons = new Map<number, Set<string> | null>()
  for (const one of built) {
    const [m, l] = [month(one.month), leaf(one.leaf)]
    amounts[m * leaves.length + l] = one.amount
    rows[m * leaves.length + l] = one.rows
    for (const t of months[m]!)
      for (const u of leaves[l]!) {
        const known = persons.get(t * units + u)
        if (known === null) continue
        const all = one.persons && new Set([...(known ?? []), ...one.persons])
        persons.set(t * units + u, all && all.size < fewest ? all : null)
      }
  }
  const small = [...persons].flatMap(([cell, who]) => (who ? [cell] : [])).sort((a, b) => a - b)
  return { amounts, rows, small }
}
