/** An XML element that is being read, and the JSON text it becomes. Texts are joined as they come; nothing is parsed twice. */
import type { Scope } from './names.ts'
import type { Field } from './shape.ts'

/** What an element holds: `values` are JSON texts, `twins` the JSON objects of ids and extensions of primitives, at the same index. */
type Member = { field: Field; values: (string | undefined)[]; twins: (string | undefined)[] }

/**
 * `field` says what the element is in its parent (the root has none); `type` whose elements it may have; `resource` that its one child
 * is a resource, kept in `value`; `head` is the JSON of its attributes or resourceType; `value` the JSON text of a primitive.
 */
export type Frame = {
  readonly field: Field | undefined
  readonly name: string
  readonly type: string
  readonly resource: boolean
  readonly scope: Scope
  head: string
  value: string | undefined
  members: Map<string, Member> | undefined
}

/** How often a field was met in an element so far. */
export const countIn = (frame: Frame, field: Field): number => frame.members?.get(field.name)?.values.length ?? 0

/** Adds what a child became to its parent. */
export function add(frame: Frame, field: Field, value: string | undefined, twin: string | undefined): void {
  frame.members ??= new Map()
  const member = frame.members.get(field.name)
  if (member === undefined) frame.members.set(field.name, { field, values: [value], twins: [twin] })
  else {
    member.values.push(value)
    member.twins.push(twin)
  }
}

const array = (items: readonly (string | undefined)[]) => `[${items.map((item) => item ?? 'null').join(',')}]`
const isGiven = (item: string | undefined) => item !== undefined

/** The JSON text of an element's attributes and children; nothing when it has neither. */
export function objectText(frame: Frame): string | undefined {
  let text = frame.head
  for (const { field, values, twins } of frame.members?.values() ?? []) {
    for (const [name, items] of [[field.name, values] as const, [field.twin, twins] as const]) {
      if (items.some(isGiven)) text += `${text && ','}"${name}":${field.many ? array(items) : items.findLast(isGiven)}`
    }
  }
  return text === '' ? undefined : `{${text}}`
}
