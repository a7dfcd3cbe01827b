/** The XML form of the R4 model: which elements and attributes an element may have, and in which order they are written. */
import { DEPTH_LIMIT } from '../validate/context.ts'
import { elementsOf, isComplex, isResourceType, jsonName, memo } from '../validate/schema.ts'

export const FHIR_NAMESPACE = 'http://hl7.org/fhir'
export const XHTML_NAMESPACE = 'http://www.w3.org/1999/xhtml'

/** Elements nested deeper are not read or written: an object of JSON is at most three steps of a path, and `validate` counts the objects. */
export const NESTING_LIMIT = 3 * DEPTH_LIMIT

/**
 * One name of an object: `name` in XML and JSON, `twin` the JSON name of a primitive's id and extensions, `segment` its FHIRPath name,
 * `order` its place in the specification. The id of a datatype and the url of an extension are attributes; all else are elements.
 */
export type Field = {
  name: string
  twin: string
  segment: string
  type: string
  order: number
  many: boolean
  attribute: boolean
  kind: 'object' | 'resource' | 'xhtml' | 'string' | 'number' | 'boolean'
}

/** True for what has a value: in XML the attribute of that name. */
export const isPrimitive = ({ kind }: Field): boolean => kind === 'string' || kind === 'number' || kind === 'boolean'

const NUMBERS = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt'])

const kindOf = (type: string): Field['kind'] =>
  type === 'Resource'
    ? 'resource'
    : isComplex(type)
      ? 'object'
      : type === 'xhtml' || type === 'boolean'
        ? type
        : NUMBERS.has(type)
          ? 'number'
          : 'string'

/** The fields of a complex type by their XML name; empty for unknown types. */
export const shapeOf: (type: string) => ReadonlyMap<string, Field> = memo((owner) => {
  const fields = new Map<string, Field>()
  for (const element of elementsOf(owner)) {
    for (const { type } of element.types) {
      const name = jsonName(element, type)
      const attribute = (name === 'id' && !isResourceType(owner)) || (name === 'url' && owner === 'Extension')
      fields.set(name, {
        name,
        twin: `_${name}`,
        segment: element.name,
        type,
        order: fields.size,
        many: element.many,
        attribute,
        kind: kindOf(type),
      })
    }
  }
  return fields
})

/** The fields of a complex type by their JSON names, twins included. */
export const jsonShapeOf: (type: string) => ReadonlyMap<string, Field> = memo((owner) => {
  const fields = new Map(shapeOf(owner))
  for (const field of shapeOf(owner).values()) {
    if (!field.attribute && isPrimitive(field)) fields.set(field.twin, field)
  }
  return fields
})
