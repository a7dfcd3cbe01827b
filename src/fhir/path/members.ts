import { spend } from './budget.ts'
import { CHOICE_ENDINGS, capital, isOfType } from './types.ts'

/** Every R4 element written `name[x]` in the specification; checked against the R4 definitions. */
export const CHOICES: ReadonlySet<string> = new Set(
  (
    'abatement additive age allowed amount answer asNeeded author born bounds characteristic chargeItem code collected content created ' +
    'date deceased defaultValue definingSubstance definition detail diagnosis dose doseNumber due duration effective entity event example ' +
    'fastingStatus fixed identified indication instances item legallyBinding location manufacturer maxValue medication minValue ' +
    'minimumVolume module multipleBirth name occurred occurrence offset onset participantEffective pattern performed probability procedure ' +
    'product quantity rate reported scheduled seriesDoses serviced source start statusReason studyEffective subject substance target time ' +
    'timing topic used value when'
  ).split(' '),
)

/** The empty collection. Shared and frozen: what a path answers is read, never changed. */
export const EMPTY = Object.freeze([]) as unknown as unknown[]

type Element = Record<string, unknown>

/** How one name is read from one element; `undefined` when it is not there. */
export type Reader = (element: Element) => unknown

const choiceReader = (name: string): Reader => {
  const start = name.length
  return (element) => {
    const plain = element[name]
    if (plain !== undefined) return plain
    for (const key in element) {
      if (key.length > start && key.startsWith(name) && CHOICE_ENDINGS.has(key.slice(start))) return element[key]
    }
    return undefined
  }
}

/** Reader of an element by its FHIRPath name: `value` also finds `valueQuantity`. */
export const reader = (name: string): Reader =>
  CHOICES.has(name) ? choiceReader(name) : isInherited(name) ? absent : (element) => element[name]

/** `constructor`, `__proto__`: every object has them, no resource. */
const isInherited = (name: string) => name in {}
const absent: Reader = () => undefined

/** Reader of `name.ofType(type)`: `valueQuantity`, or what stands under the plain name and looks like the type. */
export const typedReader = (name: string, type: string): Reader => {
  const key = name + capital(type)
  return (element) => {
    const typed = element[key]
    if (typed !== undefined) return typed
    const plain = element[name]
    if (Array.isArray(plain)) {
      spend(plain.length)
      return plain.filter((item) => isOfType(item, type))
    }
    return isOfType(plain, type) ? plain : undefined
  }
}

/** Reader of the extensions of an element, also of a primitive one, whose extensions stand in its twin `_name`. */
export const extensionReader = (name: string): Reader => {
  const plain = reader(name)
  const twin = `_${name}`
  return (element) => [...readAll(plain(element), extensionOf), ...readAll(element[twin], extensionOf)]
}
const extensionOf: Reader = (element) => element.extension

const readInto = (out: unknown[], value: unknown, read: Reader): void => {
  if (typeof value !== 'object' || value === null) return
  const found = read(value as Element)
  if (Array.isArray(found)) {
    spend(found.length)
    for (const item of found) if (item !== null && item !== undefined) out.push(item)
  } else if (found !== undefined && found !== null) out.push(found)
}

/** Reads one step from a value or from every item of an array. */
export const readAll = (value: unknown, read: Reader): unknown[] => {
  const out: unknown[] = []
  if (!Array.isArray(value)) readInto(out, value, read)
  else {
    spend(value.length)
    for (const item of value) readInto(out, item, read)
  }
  return out
}

/** A value as a collection. */
export const collection = (value: unknown): unknown[] => {
  if (value === undefined || value === null) return EMPTY
  return Array.isArray(value) ? value : [value]
}

/** Reads a chain of steps, allocating nothing but the answer as long as it meets single elements. */
export const readChain = (start: unknown, steps: Reader[]): unknown[] => {
  let value = start
  for (let i = 0; i < steps.length; i++) {
    if (typeof value !== 'object' || value === null) return EMPTY
    value = Array.isArray(value) ? readAll(value, steps[i]!) : steps[i]!(value as Element)
  }
  return collection(value)
}
