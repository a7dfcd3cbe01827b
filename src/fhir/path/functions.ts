import { paid, spend } from './budget.ts'
import { Misuse } from './error.ts'
import { collection, EMPTY } from './members.ts'
import { distinct, single, singleNumber, singleString, truth, truthOf } from './operators.ts'
import { matchesPattern } from './pattern.ts'
import { resolveReference, targetOf } from './reference.ts'
import { isDateTime } from './temporal.ts'

/** What surrounds an evaluation: the index of the row being made and the resource that `%resource` means. */
export type Context = { rowIndex?: number; resource?: unknown }

/** A compiled (sub)expression: answers a collection for one focus. */
export type Run = (focus: unknown, context: Context) => unknown[]

type Call = (items: unknown[], args: Run[], focus: unknown, context: Context) => unknown[]

type Method = { least: number; most: number; call: Call }

const method = (least: number, most: number, call: Call): Method => ({ least, most, call })
const onItems = (call: (items: unknown[]) => unknown[]) => method(0, 0, call)

const onString = (least: number, most: number, call: (text: string, ...args: unknown[]) => unknown) =>
  method(least, most, (items, args, focus, context) => {
    const text = singleString(items)
    if (text === undefined) return EMPTY
    const values = args.map((arg) => single(arg(focus, context)))
    return values.includes(undefined) ? EMPTY : collection(call(paid(text), ...values))
  })

const filter: Call = (items, [criterion], _, context) => items.filter((item) => truthOf(criterion!(item, context)) === true)

const some: Call = (items, args, focus, context) => truth((args.length > 0 ? filter(items, args, focus, context) : items).length > 0)

const count = (args: Run[], focus: unknown, context: Context) => {
  const value = singleNumber(args[0]!(focus, context))
  if (value === undefined) throw new Misuse('a number expected')
  return Math.max(0, value)
}

const repeat: Call = (items, [projection], _, context) => {
  const found: unknown[] = []
  const open = items.toReversed()
  while (open.length) {
    const children = projection!(open.pop(), context)
    spend(1 + children.length * (found.length + 1))
    const fresh = children.filter((child) => !found.includes(child))
    for (const child of fresh) found.push(child)
    for (const child of fresh.toReversed()) open.push(child)
  }
  return found
}

const toNumber = (pattern: RegExp) => (items: unknown[]) => {
  const value = single(items)
  if (typeof value === 'boolean') return [Number(value)]
  if (typeof value !== 'number' && typeof value !== 'string') return EMPTY
  return pattern.test(String(value)) ? [Number(value)] : EMPTY
}

const toText = (items: unknown[]) => {
  const value = single(items)
  return value === undefined || typeof value === 'object' ? EMPTY : [String(value)]
}

/** The functions of the subset; those that take a type or look at their operand's syntax are in `compile.ts`. */
export const FUNCTIONS: Record<string, Method> = {
  where: method(1, 1, filter),
  select: method(1, 1, (items, [projection], _, context) =>
    items.flatMap((item) => {
      const found = projection!(item, context)
      spend(found.length)
      return found
    }),
  ),
  repeat: method(1, 1, repeat),
  exists: method(0, 1, some),
  empty: onItems((items) => truth(items.length === 0)),
  not: onItems((items) => {
    const value = truthOf(items)
    return truth(value === undefined ? undefined : !value)
  }),
  all: method(1, 1, (items, [criterion], _, context) => truth(items.every((item) => truthOf(criterion!(item, context)) === true))),
  hasValue: onItems((items) => truth(items.length === 1 && typeof items[0] !== 'object')),
  count: onItems((items) => [items.length]),
  first: onItems((items) => items.slice(0, 1)),
  last: onItems((items) => items.slice(-1)),
  tail: onItems((items) => items.slice(1)),
  single: onItems((items) => collection(single(items))),
  skip: method(1, 1, (items, args, focus, context) => items.slice(count(args, focus, context))),
  take: method(1, 1, (items, args, focus, context) => items.slice(0, count(args, focus, context))),
  distinct: onItems(distinct),
  isDistinct: onItems((items) => truth(distinct(items).length === items.length)),
  union: method(1, 1, (items, [other], focus, context) => distinct([...items, ...other!(focus, context)])),
  combine: method(1, 1, (items, [other], focus, context) => [...items, ...other!(focus, context)]),
  iif: method(2, 3, (_, [test, yes, no], focus, context) => {
    const chosen = truthOf(test!(focus, context)) === true ? yes : no
    return chosen?.(focus, context) ?? EMPTY
  }),
  join: method(0, 1, (items, [separator], focus, context) => {
    const between = (separator && singleString(separator(focus, context))) ?? ''
    spend((items.length * between.length) >>> 4)
    return [paid(items.map((item) => singleString([item])).join(between))]
  }),
  startsWith: onString(1, 1, (text, prefix) => text.startsWith(String(prefix))),
  endsWith: onString(1, 1, (text, suffix) => text.endsWith(String(suffix))),
  contains: onString(1, 1, (text, part) => text.includes(String(part))),
  matches: onString(1, 1, (text, pattern) => matchesPattern(text, String(pattern))),
  replace: onString(2, 2, (text, part, other) => {
    spend((text.split(String(part)).length * String(other).length) / 16)
    return text.replaceAll(String(part), () => String(other))
  }),
  indexOf: onString(1, 1, (text, part) => text.indexOf(String(part))),
  length: onString(0, 0, (text) => text.length),
  upper: onString(0, 0, (text) => text.toUpperCase()),
  lower: onString(0, 0, (text) => text.toLowerCase()),
  trim: onString(0, 0, (text) => text.trim()),
  split: onString(1, 1, (text, separator) => text.split(String(separator))),
  substring: onString(1, 2, (text, start, length) => {
    const from = Number(start)
    if (from < 0 || from >= text.length) return undefined
    return text.slice(from, length === undefined ? undefined : from + Math.max(0, Number(length)))
  }),
  toString: onItems(toText),
  toInteger: onItems(toNumber(/^[+-]?\d+$/)),
  toDecimal: onItems(toNumber(/^[+-]?\d+(\.\d+)?$/)),
  toDate: onItems((items) => {
    const text = singleString(items)
    return text !== undefined && isDateTime(text) ? [text.slice(0, 10)] : EMPTY
  }),
  resolve: method(0, 0, (items, _, __, context) =>
    items.map((item) => resolveReference(item, context.resource)).filter((found) => found !== undefined),
  ),
  getResourceKey: onItems((items) =>
    items.flatMap((item) => (typeof item === 'object' && item !== null && 'id' in item ? collection(item.id) : EMPTY)),
  ),
}

/** SQL on FHIR `getReferenceKey(Type)`: the id the reference names, nothing when it names another type. */
export const referenceKeys = (items: unknown[], type?: string): unknown[] =>
  items.flatMap((item) => {
    const target = targetOf(item)
    return target && (type === undefined || target.type === type) ? [target.id] : EMPTY
  })
