import { isObject } from '../validate/context.ts'
import { baseOf, elementsOf, isComplex, jsonName } from '../validate/schema.ts'

/** A value of a resource with its R4 type and where it stands. `side`: of a primitive, its id and extensions. */
export type Item = { value: unknown; type: string; path: string; side?: unknown }

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

function under(item: Item, key: string, name: string, type: string): Item[] {
  const holder = isObject(item.value) ? item.value : isObject(item.side) ? item.side : undefined
  if (!holder) return []
  const [values, sides] = [listOf(holder[key]), listOf(holder[`_${key}`])]
  const many = Array.isArray(holder[key]) || Array.isArray(holder[`_${key}`])
  return Array.from({ length: Math.max(values.length, sides.length) }, (_, i) => {
    const [value, side] = [values[i], sides[i]]
    const actual = type === 'Resource' && isObject(value) && typeof value['resourceType'] === 'string' ? value['resourceType'] : type
    return {
      value: value ?? undefined,
      type: actual,
      path: `${item.path}.${name}${many ? `[${i}]` : ''}`,
      ...(isObject(side) ? { side } : {}),
    }
  }).filter(({ value, side }) => value !== undefined || side !== undefined)
}

/** The values of a child by its name in a profile: `name`, `value[x]` (whatever type it has) or `valueQuantity`. `known` is false when R4 has no such element there. */
export function childrenOf(item: Item, name: string): { known: boolean; items: Item[] } {
  const type = isComplex(item.type) ? item.type : 'Element'
  const elements = elementsOf(type)
  const bare = name.replace('[x]', '')
  for (const element of elements) {
    if (element.name === bare && !element.choice) {
      const [first] = element.types
      return { known: true, items: first ? under(item, bare, bare, first.type) : [] }
    }
    if (!element.choice || !bare.startsWith(element.name)) continue
    const variants = element.types.filter((ref) => bare === element.name || jsonName(element, ref.type) === bare)
    if (!variants.length) continue
    const keys = new Map(variants.map((ref) => [jsonName(element, ref.type), ref.type === 'SimpleQuantity' ? 'Quantity' : ref.type]))
    return { known: true, items: [...keys].flatMap(([key, of]) => under(item, key, element.name, of)) }
  }
  return { known: false, items: [] }
}

/** Whether a type is another or derived from it (`Age` is a `Quantity`). */
export const isKindOf = (type: string, wanted: string): boolean => type === wanted || (type !== '' && isKindOf(baseOf(type), wanted))
