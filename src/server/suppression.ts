/** One published figure of a table: `persons` it is built on, 0 for nobody. A cell that is not given is a published zero. */
export type Counted = { time: string; unit: string; persons: number }
/** The total a time or a unit is part of: 2026-02 → 2026-Q1 → 2026; an institution → its township → the county. */
export type Above = (one: string) => string | undefined

/** Fewer persons than this are not shown to those who may not see persons. */
export const fewest = 5
export const cellKey = (time: string, unit: string) => `${time}|${unit}`

type Block = {
  cells: readonly Counted[] /** The totals over the units of a time, and over the times of a unit, that are published. */
  lines: Lines
}
type Lines = { time: (cell: Counted) => string; unit: (cell: Counted) => string }

/**
 * Which cells are hidden so that no count of 1–4 persons is shown, or can be had from what is shown by any sums over units and periods.
 *
 * From the top down: what is hidden stays hidden in all its parts (so that its parts do not add up to it), then each block (the parts of one period × the parts of
 * one unit) is closed: a line whose total is published never has exactly one hidden cell, and no hidden cell can be had from several lines together. The next smallest
 * cell is hidden for company. A 0 stays 0, unless a total above it is hidden or nothing else is left to hide: then the zero would give the other away.
 *
 * Every grain and every level of units above the one asked for must be among `cells`: the answer to one question then fits the answers to all others.
 */
export function hide(cells: readonly Counted[], timeAbove: Above, unitAbove: Above): Set<string> {
  const forced = new Set(cells.filter(({ persons }) => persons > 0 && persons < fewest).map(({ time, unit }) => cellKey(time, unit)))
  const blocks = blocksOf(cells, timeAbove, unitAbove)
  for (;;) {
    const hidden = new Set(forced)
    let open: string | undefined
    for (const block of blocks) {
      const up = (above: string | undefined, key: (above: string) => string) => above !== undefined && hidden.has(key(above))
      for (const { time, unit } of block)
        if (up(timeAbove(time), (t) => cellKey(t, unit)) || up(unitAbove(unit), (u) => cellKey(time, u))) hidden.add(cellKey(time, unit))
      const free = (total: string | undefined, key: string) => (total === undefined || hidden.has(total) ? '' : key)
      const totals = {
        time: ({ time, unit }: Counted) => map(unitAbove(unit), (u) => cellKey(time, u)),
        unit: ({ time, unit }: Counted) => map(timeAbove(time), (t) => cellKey(t, unit)),
      }
      const lines: Lines = { time: (c) => free(totals.time(c), `t${c.time}`), unit: (c) => free(totals.unit(c), `u${c.unit}`) }
      const alone = close({ cells: block, lines }, hidden)
      if (alone) open ??= lines.time(alone) ? totals.time(alone) : totals.unit(alone)
    }
    if (open === undefined) return hidden
    forced.add(open) // the only part of its total: they go together
  }
}

const map = <T, R>(value: T | undefined, to: (value: T) => R) => (value === undefined ? undefined : to(value))
const keyOf = ({ time, unit }: Counted) => cellKey(time, unit)

/** The parts of one period × the parts of one unit, those of the largest totals first. */
function blocksOf(cells: readonly Counted[], timeAbove: Above, unitAbove: Above): Counted[][] {
  const depth = (one: string, above: Above): number => map(above(one), (up) => 1 + depth(up, above)) ?? 0
  const blocks = new Map<string, { depth: number; cells: Counted[] }>()
  for (const cell of cells) {
    const levels = [depth(cell.time, timeAbove), depth(cell.unit, unitAbove)] as const
    const key = `${levels}|${timeAbove(cell.time)}|${unitAbove(cell.unit)}`
    const block = blocks.get(key) ?? { depth: levels[0] + levels[1], cells: [] }
    block.cells.push(cell)
    blocks.set(key, block)
  }
  return [...blocks.values()].sort((a, b) => a.depth - b.depth).map((block) => block.cells)
}

/**
 * Hides for company until nothing in the block can be had by sums: seen as a graph with a vertex for each line (one, '', for all whose total is not published) and an
 * edge for each hidden cell, a cell can be had exactly when its edge is a bridge. Answers a cell that nothing in the block can cover.
 */
function close({ cells, lines }: Block, hidden: Set<string>): Counted | undefined {
  const smallestFirst = cells.toSorted((a, b) => (a.persons || Number.MAX_SAFE_INTEGER) - (b.persons || Number.MAX_SAFE_INTEGER))
  for (;;) {
    const edges = cells.filter((cell) => hidden.has(keyOf(cell)))
    const bridge = lonely(edges, lines) ?? edges.map((edge) => cut(edges, edge, lines)).find((found) => found)
    if (!bridge) return undefined
    const { cell, covers } = bridge
    const possible = smallestFirst.filter((one) => !hidden.has(keyOf(one)) && covers(one))
    const least = possible.filter(({ persons }) => persons === possible[0]!.persons)
    const beside = (one: Counted) =>
      edges.some((edge) => lines.time(edge) === lines.time(one)) && edges.some((edge) => lines.unit(edge) === lines.unit(one))
    const company = least.find(beside) ?? least[0]
    if (!company) return cell
    hidden.add(keyOf(company))
  }
}

type Bridge = { cell: Counted; covers: (other: Counted) => boolean }
/** The one hidden cell of a line whose total is published: any other of the line covers it. */
function lonely(edges: readonly Counted[], lines: Lines): Bridge | undefined {
  for (const line of [lines.time, lines.unit]) {
    const count = new Map<string, number>()
    for (const edge of edges) count.set(line(edge), (count.get(line(edge)) ?? 0) + 1)
    const cell = edges.find((edge) => line(edge) !== '' && count.get(line(edge)) === 1)
    if (cell) return { cell, covers: (other) => line(other) === line(cell) }
  }
  return undefined
}

/** Whether the lines of a hidden cell hang together without it; if not, any cell between the two sides covers it. */
function cut(edges: readonly Counted[], cell: Counted, { time, unit }: Lines): Bridge | undefined {
  const side = new Set([time(cell)])
  for (let before = 0; before !== side.size; ) {
    before = side.size
    for (const edge of edges)
      if (edge !== cell && side.has(time(edge)) !== side.has(unit(edge))) {
        side.add(time(edge))
        side.add(unit(edge))
      }
  }
  return side.has(unit(cell)) ? undefined : { cell, covers: (other) => side.has(time(other)) !== side.has(unit(other)) }
}
