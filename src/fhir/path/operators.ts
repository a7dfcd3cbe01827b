import { paid, spend } from './budget.ts'
import { Misuse } from './error.ts'
import { EMPTY } from './members.ts'
import { areTemporal, compareTemporal } from './temporal.ts'

const YES = Object.freeze([true]) as unknown as unknown[]
const NO = Object.freeze([false]) as unknown as unknown[]

/** A truth value as a collection; nothing when unknown. */
export const truth = (value: boolean | undefined): unknown[] => (value === undefined ? EMPTY : value ? YES : NO)

/** The only item of a collection, nothing when it is empty. */
export const single = (items: unknown[]): unknown => {
  if (items.length > 1) throw new Misuse(`one value expected, ${items.length} found`)
  return items[0]
}

/** Truth of a collection: a single item that is no boolean counts as true, http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections. */
export const truthOf = (items: unknown[]): boolean | undefined => {
  const value = single(items)
  return value === undefined || typeof value === 'boolean' ? value : true
}

/** The only item as text or number, refusing any other kind. */
export const singleString = (items: unknown[]): string | undefined => {
  const value = single(items)
  if (value !== undefined && typeof value !== 'string') throw new Misuse('a string expected')
  return value
}
export const singleNumber = (items: unknown[]): number | undefined => {
  const value = single(items)
  if (value !== undefined && typeof value !== 'number') throw new Misuse('a number expected')
  return value
}

/** FHIRPath equality of two items: nothing when two dates of unequal precision leave it open. */
const equalItems = (a: unknown, b: unknown): boolean | undefined => {
  if (a === b) return true
  if (typeof a === 'string' && typeof b === 'string') {
    if (!areTemporal(a, b)) return false
    const order = compareTemporal(a, b)
    return order === undefined ? undefined : order === 0
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && (a.length + b.length === 0 || equal(a, b) === true)
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => key in b && equalItems(a[key as keyof typeof a], b[key as keyof typeof b]) === true)
}

/** Whether two items are the same value, dates of open equality counting as different. */
const same = (a: unknown, b: unknown): boolean => equalItems(a, b) === true

/** FHIRPath `=`: unknown when either side is empty, item by item in order otherwise. */
const equal = (left: unknown[], right: unknown[]): boolean | undefined => {
  if (left.length === 0 || right.length === 0) return undefined
  if (left.length !== right.length) return false
  let open = false
  for (let i = 0; i < left.length; i++) {
    const result = equalItems(left[i], right[i])
    if (result === false) return false
    open ||= result === undefined
  }
  return open ? undefined : true
}

/** The items without repetitions, in order. */
export const distinct = (items: unknown[]): unknown[] => {
  const out: unknown[] = []
  for (const item of items) {
    spend(out.length)
    if (!out.some((seen) => same(seen, item))) out.push(item)
  }
  return out
}

const compare = (left: unknown[], right: unknown[]): number | undefined => {
  const [a, b] = [single(left), single(right)]
  if (a === undefined || b === undefined) return undefined
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') throw new Misuse(`${typeof a} and ${typeof b} cannot be ordered`)
  if (areTemporal(a, b)) return compareTemporal(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

const ordered = (left: unknown[], right: unknown[], holds: (order: number) => boolean) => {
  const order = compare(left, right)
  return truth(order === undefined ? undefined : holds(order))
}

/** A decimal result with the 8 places FHIRPath keeps, free of binary dust. */
const decimal = (value: number): unknown[] => {
  if (!Number.isFinite(value)) return EMPTY
  return [Number.isSafeInteger(value) ? value : Number(value.toFixed(8))]
}

const arithmetic = (left: unknown[], right: unknown[], result: (a: number, b: number) => number) => {
  const [a, b] = [single(left), single(right)]
  if (a === undefined || b === undefined) return EMPTY
  if (typeof a !== 'number' || typeof b !== 'number') throw new Misuse(`${typeof a} and ${typeof b} cannot be calculated with`)
  return decimal(result(a, b))
}

const add = (left: unknown[], right: unknown[]) => {
  const [a, b] = [single(left), single(right)]
  if (typeof a === 'string' && typeof b === 'string') return [paid(a + b)]
  return arithmetic(left, right, (x, y) => x + y)
}

const contains = (items: unknown[], wanted: unknown[]) => {
  if (items.length === 0 && wanted.length > 0) return NO
  const value = single(wanted)
  return truth(value === undefined ? undefined : items.some((item) => same(item, value)))
}

const not = (value: boolean | undefined) => (value === undefined ? undefined : !value)

/** The strict infix operators: both sides are known before they are applied. */
export const OPERATORS: Record<string, (left: unknown[], right: unknown[]) => unknown[]> = {
  '=': (left, right) => truth(equal(left, right)),
  '!=': (left, right) => truth(not(equal(left, right))),
  '<': (left, right) => ordered(left, right, (order) => order < 0),
  '<=': (left, right) => ordered(left, right, (order) => order <= 0),
  '>': (left, right) => ordered(left, right, (order) => order > 0),
  '>=': (left, right) => ordered(left, right, (order) => order >= 0),
  '|': (left, right) => distinct([...left, ...right]),
  '+': add,
  '-': (left, right) => arithmetic(left, right, (a, b) => a - b),
  '*': (left, right) => arithmetic(left, right, (a, b) => a * b),
  '/': (left, right) => arithmetic(left, right, (a, b) => a / b),
  div: (left, right) => arithmetic(left, right, (a, b) => Math.trunc(a / b)),
  mod: (left, right) => arithmetic(left, right, (a, b) => a % b),
  '&': (left, right) => [paid((singleString(left) ?? '') + (singleString(right) ?? ''))],
  in: (left, right) => contains(right, left),
  contains,
}

/** Three-valued logic, the right side asked only when the left leaves it open. */
export const LOGIC: Record<string, (left: boolean | undefined, right: () => boolean | undefined) => boolean | undefined> = {
  and: (left, right) => (left === false ? false : both(left, right())),
  or: (left, right) => (left === true ? true : not(both(not(left), not(right())))),
  implies: (left, right) => (left === false ? true : not(both(left, not(right())))),
  xor: (left, right) => {
    const other = right()
    return left === undefined || other === undefined ? undefined : left !== other
  },
}
const both = (left: boolean | undefined, right: boolean | undefined) => {
  if (left === false || right === false) return false
  return left && right
}
