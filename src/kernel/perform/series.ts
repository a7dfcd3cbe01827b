import type { MonthCells } from '../../record/cell-read.ts'

/** `outside`: lies beyond the county, and is not part of its figures. */
export type UnitNamed = { id: string; name: string; outside?: true }
/** A unit of an answer, and by what it is sorted. */
export type Placed = UnitNamed & { order: string }

/** Rows of months (first days). A month whose rows are others is another array. */
export type MonthRows = ReadonlyMap<string, { version: number; rows: readonly MonthCells[] }>
/** A part by its place in what was asked; null where nothing is known of it. */
type Vector = readonly (number | null)[]
/** What is known of a unit, month by month. Never changed: a unit that anything else is known of is another series. */
export type Series = { placed: Placed; months: ReadonlyMap<string, Vector> }
/** `anybody`: of which parts anything is known of any unit in a month. */
export type Placing = { of: MonthRows; units: ReadonlyMap<string, Series>; anybody: ReadonlyMap<string, readonly boolean[]> }

const equal = (a: readonly unknown[] | undefined, b: readonly unknown[] | undefined) =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((x, i) => x === b[i]))
const sum = (a: Vector, b: Vector): Vector => a.map((n, i) => (n === null ? b[i]! : n + (b[i] ?? 0)))

/** The rows of a month by unit of the answer. */
function placedRows(rows: readonly MonthCells[], unitOf: (key: string) => Placed | undefined) {
  const units = new Map<string, { placed: Placed; vector: Vector }>()
  for (const { unit, parts } of rows) {
    const placed = unitOf(unit)
    if (!placed) continue
    const known = units.get(placed.id)
    units.set(placed.id, { placed, vector: known ? sum(known.vector, parts) : parts })
  }
  return units
}

/** Rows summed by unit; only months whose rows are others than `before` are looked at, and units they do not change keep their series. */
export function placing(rows: MonthRows, unitOf: (key: string) => Placed | undefined, before?: Placing): Placing {
  const units = new Map(before?.units)
  const begun = new Map<string, Map<string, Vector>>()
  const put = (placed: Placed, month: string, vector: Vector | undefined) => {
    const known = units.get(placed.id)
    if (equal(known?.months.get(month), vector)) return
    const months = begun.get(placed.id) ?? new Map(known?.months)
    if (!begun.has(placed.id)) units.set(placed.id, { placed, months })
    begun.set(placed.id, months)
    if (vector) months.set(month, vector)
    else months.delete(month)
  }
  const anybody = new Map(before?.anybody)
  let moved = false
  for (const month of new Set([...rows.keys(), ...(before?.of.keys() ?? [])])) {
    const now = rows.get(month)?.rows ?? []
    if (now === before?.of.get(month)?.rows) continue
    const placed = placedRows(now, unitOf)
    for (const [id, series] of units) if (series.months.has(month) && !placed.has(id)) put(series.placed, month, undefined)
    for (const { placed: unit, vector } of placed.values()) put(unit, month, vector)
    const told: boolean[] = []
    for (const { vector } of placed.values()) for (const [i, n] of vector.entries()) told[i] ||= n !== null
    if (equal(told, anybody.get(month))) continue
    moved = true
    anybody.set(month, told)
  }
  for (const [id, months] of begun) if (!months.size) units.delete(id)
  return { of: rows, units, anybody: before && !moved ? before.anybody : anybody }
}
