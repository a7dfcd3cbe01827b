/** Parts of a resource (R4 Search, _summary and _elements), cut out of its text: what stays is as it was written. All take minified text. */
import { itemsOf, type Member, membersOf, minified, without } from './document.ts'
import { SUMMARY } from './summary.generated.ts'
import { type Element, elementsOf, jsonName, memo } from './validate/schema.ts'

const namesOf = (element: Element): string[] => (element.choice ? element.types.map(({ type }) => jsonName(element, type)) : [element.name])
/** `_birthDate` carries the extensions of `birthDate`. */
const plainName = (name: string) => (name.startsWith('_') ? name.slice(1) : name)
const always = ['resourceType', 'id', 'meta', 'implicitRules', 'modifierExtension']

/** JSON names of the summary of a type, each with the nested type whose own summary is to be taken; undefined when all of it is. */
const summaryOf: (type: string) => ReadonlyMap<string, string | undefined> | undefined = memo((type) => {
  const line = Object.hasOwn(SUMMARY, type) ? SUMMARY[type]! : undefined
  if (line === undefined) return undefined
  const marked = new Set(line.split(' '))
  const kept = elementsOf(type).filter(({ name, required }) => required || marked.has(name))
  const nested = ({ types }: Element) => types.map((one) => one.type).find((one) => one.includes('.') && Object.hasOwn(SUMMARY, one))
  return new Map([
    ...always.map((name) => [name, undefined] as const),
    ...kept.flatMap((element) => namesOf(element).map((name) => [name, nested(element)] as const)),
  ])
})

/** JSON names of what a resource of a type cannot be without. */
const requiredOf = memo((type) => new Set(elementsOf(type).flatMap((element) => (element.required ? namesOf(element) : []))))

function summary(text: string, type: string): string {
  const names = summaryOf(type)
  if (!names) return text
  const kept = membersOf(text).flatMap(({ name, from, value, to }) => {
    const plain = plainName(name)
    if (!names.has(plain)) return []
    const inner = names.get(plain)
    return inner === undefined ? text.slice(from, to) : `${text.slice(from, value)}${inside(text.slice(value, to), inner)}`
  })
  return `{${kept.join(',')}}`
}

const inside = (value: string, type: string): string =>
  value.startsWith('[') ? `[${itemsOf(value, 0).map(({ from, to }) => inside(value.slice(from, to), type))}]` : summary(value, type)

const tag = '{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}'

/** Says in `meta.tag` that this is a part only, so that nobody sends it back as the whole. */
function subsetted(text: string): string {
  const members = membersOf(text)
  const meta = members.find(({ name }) => name === 'meta')
  if (!meta) {
    const at = members.findLast(({ name }) => name === 'id' || name === 'resourceType')!.to
    return `${text.slice(0, at)},"meta":{"tag":[${tag}]}${text.slice(at)}`
  }
  const tags = membersOf(text, meta.value).find(({ name }) => name === 'tag')
  const at = tags ? tags.to - 1 : meta.to - 1
  const first = text[at - 1] === '{' || text[at - 1] === '['
  return `${text.slice(0, at)}${first ? '' : ','}${tags ? tag : `"tag":[${tag}]`}${text.slice(at)}`
}

const keeping = (text: string, members: readonly Member[], keep: (name: string) => boolean) =>
  subsetted(without(text, members, (name) => !keep(plainName(name))))

/** The part of a resource's text that `_summary` asks for: `true` the marked elements, `text` the narrative and what is mandatory, `data` all but the narrative. */
export function summarized(doc: string, type: string, mode: 'true' | 'text' | 'data'): string {
  const text = minified(doc)
  if (mode === 'true') return subsetted(summary(text, type))
  const members = membersOf(text)
  if (mode === 'data') return keeping(text, members, (name) => name !== 'text')
  return keeping(text, members, (name) => name === 'text' || always.includes(name) || requiredOf(type).has(name))
}

/** Whether `_elements` may name it: `value` of an Observation, also as `valueQuantity`. */
export const hasElement = (type: string, name: string): boolean =>
  name === 'resourceType' || elementsOf(type).some((element) => element.name === name || namesOf(element).includes(name))

/** The elements of a resource's text that `_elements` names (`value` stands for `valueQuantity`), with those it cannot be without. */
export function withElements(doc: string, type: string, names: readonly string[]): string {
  const text = minified(doc)
  const asked = new Set(elementsOf(type).flatMap((element) => (names.includes(element.name) ? namesOf(element) : [])))
  const keep = (name: string) => asked.has(name) || names.includes(name) || always.includes(name) || requiredOf(type).has(name)
  return keeping(text, membersOf(text), keep)
}
