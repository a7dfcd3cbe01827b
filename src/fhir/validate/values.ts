/** Checks of single values: primitives, bindings, arrays. */
import { type Check, type Context, isFull, isObject, type Json, jsonType, quote, report, subject, suggestion } from './context.ts'
import { PRIMITIVES } from './primitives.ts'
import { noteLink } from './references.ts'
import type { TypeRef } from './schema.ts'
import { checkXhtml } from './xhtml.ts'

/** Checks a child with its part of the path added. */
export function inside(context: Context, part: string | number, check: Check, value: unknown, parent: Json): void {
  context.path.push(part)
  check(value, context, parent)
  context.path.pop()
}

/** A value of a primitive type with its binding. Links of the form `#id` are remembered for dom-3. */
export function primitive(ref: TypeRef): Check {
  if (ref.type === 'xhtml') return checkXhtml
  const { kind, ok, hint } = PRIMITIVES[ref.type]!
  const test = ok as (value: unknown) => boolean
  const { codes } = ref
  const isLink = ref.type === 'uri' || ref.type === 'url' || ref.type === 'canonical'
  return (value, context) => {
    if (typeof value !== kind)
      return report(
        context,
        'structure',
        `${subject(context)} is ${jsonType(value)} but must be ${kind === 'string' ? 'a string: ' : ''}${hint}.`,
      )
    if (codes) {
      if (!codes.has(value as string)) report(context, 'code-invalid', wrongCode(value, codes))
      return
    }
    if (!test(value)) return report(context, 'value', `${quote(value)} is not allowed: write ${hint}.`)
    if (isLink) noteLink(context, value as string)
  }
}

function wrongCode(value: unknown, codes: ReadonlySet<string>): string {
  const list = [...codes]
  const shown = list.length > 20 ? `${list.slice(0, 20).join(', ')} …` : list.join(', ')
  return `${quote(value)} is not a code of the required value set.${typeof value === 'string' ? suggestion(value, list) : ''} Allowed: ${shown}.`
}

/** A required binding of a CodeableConcept holds when one coding is from the value set, or when the element has only extensions. */
export const bound =
  (check: Check, codes: ReadonlySet<string>): Check =>
  (value, context, parent) => {
    const before = context.issues.length
    check(value, context, parent)
    if (context.issues.length > before || !isObject(value) || (value.coding === undefined && value.text === undefined)) return
    const coding = Array.isArray(value.coding) ? value.coding.filter(isObject) : []
    const given = coding.map((c) => `${c.system ?? ''}|${c.code ?? ''}`)
    if (!given.some((code) => codes.has(code))) report(context, 'code-invalid', wrongCode(given.join(' ') || 'no coding', codes))
  }

/** An array of values. `null` stands for a primitive that has only extensions, given at the same index of `_name`. */
export const many =
  (check: Check, twin: string | undefined): Check =>
  (value, context, parent) => {
    if (!Array.isArray(value)) return report(context, 'structure', `${subject(context)} may repeat, so it must be an array: write [ … ].`)
    if (value.length === 0) return report(context, 'structure', `${subject(context)} is an empty array: leave it out.`)
    for (let index = 0; index < value.length && !isFull(context); index++) {
      const item: unknown = value[index]
      if (item === null && twin !== undefined) {
        const other = parent[twin]
        if (Array.isArray(other) && (other[index] ?? null) !== null) continue
      }
      inside(context, index, check, item, parent)
    }
  }

/** A value that does not repeat. */
export const one =
  (check: Check): Check =>
  (value, context, parent) => {
    if (Array.isArray(value))
      report(context, 'structure', `${subject(context)} is an array but does not repeat: write the value without [ ].`)
    else check(value, context, parent)
  }
