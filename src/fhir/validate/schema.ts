/**
 * The R4 model, read from the generated table. One line of that table is a type:
 * `Base name:type name*:type value[x]!:type|type`, where after a name nothing is 0..1, `!` 1..1, `*` 0..*, `+` 1..*; the type `.` is the
 * nested type called like the element's path; `Reference>3` allows the resource types of TARGETS[3]; `code#5` is bound to CODES[5].
 */
import { CODES, TARGETS, TYPES } from './r4.generated.ts'

/** One type an element may have. No `targets`: any resource type. No `codes`: no required binding (CodeableConcept: `system|code`). */
export type TypeRef = { type: string; targets?: readonly string[]; codes?: ReadonlySet<string> }

/** One element as defined; a choice element is named without `[x]` and appears in JSON under the names of `jsonName`. */
export type Element = { name: string; choice: boolean; required: boolean; many: boolean; types: readonly TypeRef[] }

/** Computes once per key. */
export function memo<V>(compute: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>()
  return (key) => {
    const old = known.get(key)
    if (old !== undefined) return old
    const value = compute(key)
    known.set(key, value)
    return value
  }
}

const codeSet = memo((index) => new Set(CODES[Number(index)]?.split(' ')))
const targetSet = memo((index) => TARGETS[Number(index)]?.split(' ') ?? [])

function typeRef(text: string, path: string): TypeRef {
  const [, type = '', mark, index = ''] = /^([\w.]+)(?:([>#])(\d+))?$/.exec(text) ?? []
  const ref = { type: type === '.' ? path : type }
  return mark === '>' ? { ...ref, targets: targetSet(index) } : mark === '#' ? { ...ref, codes: codeSet(index) } : ref
}

function element(text: string, owner: string): Element {
  const [, name = '', choice, card = '', types = ''] = /^(\w+)(\[x\])?([!*+]?):(\S+)$/.exec(text) ?? []
  return {
    name,
    choice: choice !== undefined,
    required: card === '!' || card === '+',
    many: card === '*' || card === '+',
    types: types.split('|').map((type) => typeRef(type, `${owner}.${name}`)),
  }
}

/** True for complex types and resources (also nested ones, `Patient.contact`); false for primitives and unknown names. */
export const isComplex = (type: string): boolean => Object.hasOwn(TYPES, type)

/** The type a complex type extends; empty at the top (Element, Resource) and for unknown names. */
export const baseOf = memo((type): string => (isComplex(type) ? (TYPES[type]!.split(' ', 1)[0] ?? '') : ''))

/** True for the 146 concrete resource types of R4. */
export const isResourceType = memo(
  (type): boolean => type !== 'DomainResource' && (baseOf(type) === 'DomainResource' || baseOf(type) === 'Resource'),
)

/** Names of all concrete resource types. */
export const resourceTypes = (): string[] => Object.keys(TYPES).filter(isResourceType)

/** Elements of a complex type, inherited ones first, in the order of the specification. Empty for primitives and unknown names. */
export const elementsOf: (type: string) => readonly Element[] = memo((type) => {
  if (!isComplex(type)) return []
  const [base, ...own] = TYPES[type]!.split(' ')
  return [...(base ? elementsOf(base) : []), ...own.map((text) => element(text, type))]
})

/** The JSON name of an element in one of its types: `value` as Quantity is `valueQuantity`. */
export const jsonName = (e: Element, type: string): string => {
  const shown = type === 'SimpleQuantity' ? 'Quantity' : type
  return e.choice ? e.name + shown[0]!.toUpperCase() + shown.slice(1) : e.name
}
