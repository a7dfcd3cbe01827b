/** FHIR JSON to FHIR XML, by the R4 model of `../validate/schema.ts`. */
import { isLosslessNumber, parse } from 'lossless-json'
import { isObject, type Json, jsonType } from '../validate/context.ts'
import { isResourceType } from '../validate/schema.ts'
import { escapeAttribute, impossibleCharacter } from './characters.ts'
import { narrativeXml } from './narrative.ts'
import { isPlain } from './numerals.ts'
import { FHIR_NAMESPACE, type Field, jsonShapeOf, NESTING_LIMIT } from './shape.ts'

/** A document that has no XML form; `expression` is the FHIRPath of the element that is to blame. */
export class XmlError extends Error {
  readonly expression: string

  constructor(expression: string, problem: string) {
    super(problem)
    this.name = 'XmlError'
    this.expression = expression
  }
}

type Path = (string | number)[]

function fail(path: Path, problem: string): never {
  const expression = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
  throw new XmlError(expression, `${expression} ${problem}`)
}

function attributeText(value: string, path: Path): string {
  const impossible = impossibleCharacter(value)
  return impossible ? fail(path, `holds ${impossible}, which XML 1.0 cannot hold: read it as JSON.`) : escapeAttribute(value)
}

/** The members of an object as fields, each once, in the order of the specification. */
function fieldsIn(value: Json, type: string, path: Path): Field[] {
  const shape = jsonShapeOf(type)
  const present: Field[] = []
  for (const name of Object.keys(value)) {
    const field = shape.get(name)
    if (field) present.push(field)
    else if (name !== 'resourceType' || !isResourceType(type)) fail([...path, name], `is not an element of ${type} in R4.`)
  }
  return present.sort((a, b) => a.order - b.order).filter((field, index) => field !== present[index - 1])
}

/** An element with its attributes and children; `more` is written into its start tag. */
function element(name: string, value: Json, type: string, path: Path, more: string): string {
  if (path.length > NESTING_LIMIT) fail(path.slice(0, 9), `is nested too deeply: flatten it.`)
  let attributes = more
  let content = ''
  for (const field of fieldsIn(value, type, path)) {
    path.push(field.segment)
    const given = value[field.name]
    if (field.attribute) {
      if (typeof given !== 'string') fail(path, `is ${jsonType(given)} but must be a string.`)
      attributes = ` ${field.name}="${attributeText(given, path)}"${attributes}`
    } else content += field.many ? items(field, given, value[field.twin], path) : item(field, given, value[field.twin], path)
    path.pop()
  }
  return content ? `<${name}${attributes}>${content}</${name}>` : `<${name}${attributes}/>`
}

function items(field: Field, values: unknown = [], twins: unknown = [], path: Path): string {
  if (!Array.isArray(values) || !Array.isArray(twins)) return fail(path, 'may repeat, so it must be an array.')
  let text = ''
  for (let index = 0; index < Math.max(values.length, twins.length); index++) {
    path.push(index)
    text += item(field, values[index] ?? undefined, twins[index] ?? undefined, path)
    path.pop()
  }
  return text
}

function item(field: Field, value: unknown, twin: unknown, path: Path): string {
  if (field.kind === 'resource') return `<${field.name}>${resource(value, path, '')}</${field.name}>`
  if (field.kind === 'object')
    return isObject(value) ? element(field.name, value, field.type, path, '') : fail(path, `is ${jsonType(value)} but must be an object.`)
  if (field.kind === 'xhtml') {
    const { xml, fault } = typeof value === 'string' ? narrativeXml(value) : { xml: '', fault: 'is not a string' }
    return fault ? fail(path, fault) : xml
  }
  if (twin !== undefined && !isObject(twin)) fail([...path.slice(0, -1), field.twin], `is ${jsonType(twin)} but must be an object.`)
  if (value === undefined && twin === undefined) fail(path, 'is empty.')
  return element(field.name, (twin as Json | undefined) ?? {}, 'Element', path, value === undefined ? '' : valueText(field, value, path))
}

/** ` value="…"` of a primitive; numbers as they are written. */
function valueText(field: Field, value: unknown, path: Path): string {
  if (typeof value === field.kind || (field.kind === 'number' && isLosslessNumber(value)))
    return ` value="${field.kind === 'string' ? attributeText(value as string, path) : String(value)}"`
  return fail(path, `must be a ${field.kind}.`)
}

function resource(value: unknown, path: Path, more: string): string {
  if (!isObject(value)) return fail(path, `is ${jsonType(value)} but must be a resource.`)
  const type = value.resourceType
  if (typeof type !== 'string' || !isResourceType(type)) return fail([...path, 'resourceType'], 'is not a resource type of R4.')
  if (more) path.push(type)
  return element(type, value, type, path, more)
}

/**
 * Converts the JSON text of one valid resource to FHIR XML (R4 page XML), elements in the order of the specification, numbers as they are
 * written. Throws an `XmlError` for what has no XML form: characters XML 1.0 cannot hold, elements R4 does not know, broken narratives,
 * depth over NESTING_LIMIT, text that is not JSON.
 */
export function jsonToXml(text: string): string {
  let root: unknown
  try {
    root = isPlain(text) ? JSON.parse(text) : parse(text)
  } catch (error) {
    throw new XmlError(
      'Resource',
      error instanceof RangeError ? 'Resource is nested too deeply.' : `Resource is not JSON: ${String(error)}`,
    )
  }
  return `<?xml version="1.0" encoding="UTF-8"?>${resource(root, [], ` xmlns="${FHIR_NAMESPACE}"`)}`
}
