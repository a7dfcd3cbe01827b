/** Turns the R4 model into closures, one per type, made when a type is first met. */
import {
  type Check,
  type Context,
  DEPTH_LIMIT,
  isFull,
  isObject,
  type Json,
  jsonType,
  quote,
  report,
  subject,
  suggestion,
} from './context.ts'
import { INVARIANTS } from './invariants.ts'
import { checkReference } from './references.ts'
import { resourceCheck } from './resources.ts'
import { baseOf, type Element, elementsOf, isComplex, isResourceType, jsonName, memo, type TypeRef } from './schema.ts'
import { bound, inside, many, one, primitive } from './values.ts'

/** One JSON name an object may have. `required` and `choice` are bits within its type; `segment` is its FHIRPath name. */
type Field = { segment: string; required: number; choice: number; variant: string; check: Check }

function single(ref: TypeRef): Check {
  if (!isComplex(ref.type)) return primitive(ref)
  const check: Check = (value, context, parent) => checkerOf(ref.type)(value, context, parent)
  if (ref.codes) return bound(check, ref.codes)
  return ref.type === 'Reference' ? checkReference(check, ref.targets) : check
}

function fieldsOf(type: string): { fields: ReadonlyMap<string, Field>; required: readonly { name: string; bit: number }[] } {
  const fields = new Map<string, Field>()
  const required: { name: string; bit: number }[] = []
  let choices = 0
  const add = (element: Element, ref: TypeRef, requiredBit: number, choice: number) => {
    const variant = jsonName(element, ref.type)
    const shape = (check: Check, twin: string) => (element.many ? many(check, isComplex(ref.type) ? undefined : twin) : one(check))
    const field = { segment: element.name, required: requiredBit, choice, variant }
    fields.set(variant, { ...field, check: shape(single(ref), `_${variant}`) })
    if (!isComplex(ref.type)) fields.set(`_${variant}`, { ...field, check: shape(single({ type: 'Element' }), variant) })
  }
  for (const element of elementsOf(type)) {
    const requiredBit = element.required ? 1 << required.length : 0
    if (requiredBit) required.push({ name: element.name, bit: requiredBit })
    const choice = element.choice ? 1 << choices++ : 0
    for (const ref of element.types) add(element, ref, requiredBit, choice)
  }
  if (isResourceType(type)) fields.set('resourceType', { segment: 'resourceType', required: 0, choice: 0, variant: '', check: () => {} })
  return { fields, required }
}

function unknownElement(context: Context, type: string, name: string, fields: ReadonlyMap<string, Field>): void {
  report(
    context,
    'structure',
    `${quote(name)} is not an element of ${type} in R4.${suggestion(name, fields.keys())} Rename or remove it, or use an extension.`,
    name.slice(0, 60),
  )
}

function chain(type: string): string[] {
  if (type === '') return []
  return [...chain(type === 'SimpleQuantity' ? 'Quantity' : baseOf(type)), type]
}

/** The compiled check of a complex type; resources of any type are dispatched by their resourceType. */
export const checkerOf: (type: string) => Check = memo((type): Check => {
  if (type === 'Resource') return anyResource
  const { fields, required } = fieldsOf(type)
  const all = required.reduce((bits, { bit }) => bits | bit, 0)
  const invariants = chain(type).flatMap((name) => INVARIANTS[name] ?? [])
  return (value, context) => {
    if (!isObject(value))
      return report(context, 'structure', `${subject(context)} is ${jsonType(value)} but must be an object of type ${type}.`)
    if (context.depth >= DEPTH_LIMIT)
      return report(context, 'too-long', `${subject(context)} is nested deeper than ${DEPTH_LIMIT} objects: flatten the resource.`)
    context.depth++
    const before = context.issues.length
    let present = 0
    let chosen = 0
    let content = 0
    for (const name in value) {
      if (isFull(context)) break
      const field = fields.get(name)
      if (field === undefined) {
        unknownElement(context, type, name, fields)
        content++
        continue
      }
      if (name !== 'id') content++
      present |= field.required
      if (field.choice !== 0) {
        if ((chosen & field.choice) !== 0) checkChoice(context, value, field, fields)
        chosen |= field.choice
      }
      inside(context, field.segment, field.check, value[name], value)
    }
    if (content === 0) report(context, 'structure', `${subject(context)} is empty: give it a value or leave it out (ele-1).`)
    if ((present & all) !== all) {
      for (const { name, bit } of required)
        if ((present & bit) === 0) report(context, 'required', `${type}.${name} is required: add it.`, name)
    }
    if (context.issues.length === before) {
      for (const rule of invariants) if (!rule.holds(value)) report(context, 'invariant', `${rule.text} (${rule.key}).`)
    }
    context.depth--
  }
})

function checkChoice(context: Context, value: Json, field: Field, fields: ReadonlyMap<string, Field>): void {
  const variants = new Set(
    Object.keys(value).flatMap((name) => (fields.get(name)?.choice === field.choice ? [fields.get(name)!.variant] : [])),
  )
  if (variants.size > 1)
    report(context, 'structure', `${field.segment} has one type at a time: keep one of ${[...variants].join(', ')}.`, field.segment)
}

const anyResource = resourceCheck((type) => checkerOf(type))
