/** What the reader of FHIR XML does at the beginning and the end of an element. */
import { quote, suggestion } from '../validate/context.ts'
import { isResourceType, resourceTypes } from '../validate/schema.ts'
import { add, type Frame, objectText } from './frame.ts'
import { namespaceOf, OUTER_SCOPE, qualified, type Scope, scopeInside } from './names.ts'
import { narrativeText } from './narrative.ts'
import { type Reading, report, stop } from './reading.ts'
import { FHIR_NAMESPACE, type Field, isPrimitive, NESTING_LIMIT, shapeOf, XHTML_NAMESPACE } from './shape.ts'

type Attributes = Readonly<Record<string, string>>

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** The JSON text of a value; nothing when it cannot be one of its kind. Integers may have a plus sign in XML, not in JSON. */
function literal({ kind, type }: Field, value: string): string | undefined {
  if (kind === 'string') return JSON.stringify(value)
  if (kind === 'boolean') return value === 'true' || value === 'false' ? value : undefined
  const number = type !== 'decimal' && value.startsWith('+') ? value.slice(1) : value
  return NUMBER.test(number) ? number : undefined
}

/** Reads the attributes of an element: its id, the url of an extension, the value of a primitive. Others are faults. */
function readAttributes(reading: Reading, frame: Frame, attributes: Attributes): void {
  const { field } = frame
  for (const name in attributes) {
    const value = attributes[name]!
    const plain = name === 'xml:id' && !('id' in attributes) ? 'id' : name
    if (!frame.resource && shapeOf(frame.type).get(plain)?.attribute)
      frame.head += `${frame.head && ','}"${plain}":${JSON.stringify(value)}`
    else if (name === 'value' && field && isPrimitive(field)) {
      frame.value = literal(field, value)
      if (frame.value === undefined) report(reading, 'value', `${quote(value)} is not of type ${field.type}.`)
    } else if (name !== 'xmlns' && !name.startsWith('xmlns:')) {
      const { prefix } = qualified(name)
      if (prefix === '' || namespaceOf(frame.scope, prefix) !== SCHEMA_INSTANCE)
        report(reading, 'structure', `Attribute ${quote(name)} is not allowed here: FHIR writes values as value="…".`, name)
    }
  }
}

function begin(reading: Reading, field: Field | undefined, name: string, type: string, scope: Scope, attributes: Attributes): void {
  const resource = field?.kind === 'resource'
  const frame: Frame = { field, name, type, resource, scope, head: '', value: undefined, members: undefined }
  reading.open.push(frame)
  readAttributes(reading, frame, attributes)
  if (field === undefined) frame.head = `"resourceType":${JSON.stringify(type)}`
}

/** Leaves out an element that has no place here, with all it holds. */
function skip(reading: Reading, name: string, diagnostics: string): void {
  report(reading, 'structure', diagnostics, name)
  reading.outside = 1
}

function openedResource(reading: Reading, name: string, scope: Scope, attributes: Attributes): void {
  const holder = reading.open.at(-1)
  if (!isResourceType(name)) skip(reading, name, `${quote(name)} is not a resource type of R4.${suggestion(name, resourceTypes())}`)
  else if (holder?.value !== undefined) skip(reading, name, `${holder.name} holds one resource: move ${name} elsewhere.`)
  else begin(reading, undefined, name, name, scope, attributes)
}

/** An element begins. */
export function opened(reading: Reading, whole: string, attributes: Attributes): void {
  if (reading.open.length + reading.outside >= NESTING_LIMIT)
    stop(reading, 'too-long', `${whole.slice(0, 60)} is nested deeper than ${NESTING_LIMIT} elements: flatten the resource.`)
  if (reading.outside > 0) {
    reading.outside++
    return
  }
  const parent = reading.open.at(-1)
  const scope = scopeInside(parent?.scope ?? OUTER_SCOPE, attributes)
  const { prefix, local } = qualified(whole)
  const namespace = namespaceOf(scope, prefix)
  const field = parent && !parent.resource ? shapeOf(parent.type).get(local) : undefined
  const wanted = field?.kind === 'xhtml' ? XHTML_NAMESPACE : FHIR_NAMESPACE
  if (namespace !== wanted) skip(reading, whole, `${whole} is in namespace ${quote(namespace)}: it must be in ${quote(wanted)}.`)
  else if (parent === undefined || parent.resource) openedResource(reading, local, scope, attributes)
  else if (field === undefined || field.attribute) {
    const hint = field ? ' It is an attribute.' : suggestion(local, shapeOf(parent.type).keys())
    skip(reading, local, `${quote(local)} is not an element of ${parent.type} in R4.${hint}`)
  } else if (field.kind === 'xhtml') {
    reading.narrative = { from: reading.tagAt, prefix, field }
    reading.outside = 1
  } else begin(reading, field, local, isPrimitive(field) ? 'Element' : field.type, scope, attributes)
}

/** An element ends: what it became is added to the element that holds it. */
export function closed(reading: Reading): void {
  if (reading.outside > 0) {
    if (--reading.outside === 0 && reading.narrative) closedNarrative(reading, reading.narrative)
    return
  }
  const frame = reading.open.at(-1)!
  const { field, name, value } = frame
  const text = objectText(frame)
  if (field && field.kind !== 'object' && value === undefined && text === undefined)
    report(reading, 'structure', `${name} is empty: give it a value or leave it out (ele-1).`)
  reading.open.pop()
  const parent = reading.open.at(-1)
  if (parent === undefined) reading.text = text!
  else if (field === undefined) parent.value = text
  else if (field.kind === 'object') put(reading, parent, field, text ?? '{}', undefined)
  else put(reading, parent, field, value, text)
}

function closedNarrative(reading: Reading, { from, prefix, field }: NonNullable<Reading['narrative']>): void {
  const text = narrativeText(reading.source.slice(from, reading.parser.position), prefix)
  put(reading, reading.open.at(-1)!, field, JSON.stringify(text), undefined)
  reading.narrative = undefined
}

function put(reading: Reading, parent: Frame, field: Field, value: string | undefined, twin: string | undefined): void {
  if (!field.many && parent.members?.has(field.name))
    report(reading, 'structure', `${field.name} is given twice but does not repeat: keep one.`, field.name)
  add(parent, field, value, twin)
}
