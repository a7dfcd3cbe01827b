import { afterString, afterValue } from '../../fhir/document.ts'
import {
  displayMask,
  isDefinition,
  isPersonType,
  type Mask,
  type Plan,
  planFor,
  planOfResource,
  pointsAtPerson,
  type Rule,
} from './mask-plan.ts'
import { swept } from './mask-sweep.ts'

/** A walk through JSON text. What is kept is never copied character by character: `out` holds the pieces before `from`. */
type Walk = { text: string; at: number; from: number; out: string[]; hidden: Map<string, string> }

const [quote, opens, closes, lists, unlists, comma, colon] = [34, 123, 125, 91, 93, 44, 58]

function space(w: Walk): number {
  let code = w.text.charCodeAt(w.at)
  while (code === 32 || code === 10 || code === 13 || code === 9) code = w.text.charCodeAt(++w.at)
  return code
}

const decoded = (token: string): string => (token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1))

function replace(w: Walk, mask: Mask): void {
  const end = afterString(w.text, w.at)
  const value = decoded(w.text.slice(w.at, end))
  const masked = mask.to(value)
  if (masked !== value) {
    w.out.push(w.text.slice(w.from, w.at), JSON.stringify(masked))
    w.from = end
    if (mask.names) w.hidden.set(value, masked)
  }
  w.at = end
}

/** Every member of the object at hand by `plan`. */
function members(w: Walk, plan: Plan): void {
  w.at++
  while (space(w) !== closes) {
    const end = afterString(w.text, w.at)
    const name = w.text.slice(w.at + 1, end - 1)
    w.at = end
    if (space(w) !== colon) throw new SyntaxError('the text of a document is no JSON')
    w.at++
    space(w)
    value(w, plan.get(name))
    if (space(w) === comma) w.at++
  }
  w.at++
}

function value(w: Walk, rule: Rule | undefined): void {
  const code = w.text.charCodeAt(w.at)
  if (rule === undefined) w.at = afterValue(w.text, w.at)
  else if (code === lists) {
    w.at++
    while (space(w) !== unlists) {
      value(w, rule)
      if (space(w) === comma) w.at++
    }
    w.at++
  } else if (code === opens) members(w, inside(w, rule))
  else if (code === quote && rule.kind === 'mask') replace(w, rule.mask)
  else w.at = afterValue(w.text, w.at)
}

const typeForm = /"resourceType"\s*:\s*"([A-Za-z]+)"/y
/** The type of the resource at hand: its first member in what the house stores, else wherever it stands. */
function typeAt({ text, at }: Walk): string {
  typeForm.lastIndex = at + 1
  const first = typeForm.exec(text)?.[1]
  return first ?? String((JSON.parse(text.slice(at, afterValue(text, at))) as { resourceType?: unknown }).resourceType)
}

const references = /"reference"\s*:\s*"([^"]*)"/g
const types = /"type"\s*:\s*"([^"]*)"/
/** Whether the reference at hand is to a person: by what it says, in doubt by what its element may point at. Extensions within it that point elsewhere can only make it one. */
function toPerson({ text, at }: Walk, possibly: boolean): boolean {
  const own = text.slice(at, afterValue(text, at))
  const said = [...own.matchAll(references)].map(([, reference = '']) => pointsAtPerson(reference) ?? possibly)
  const type = types.exec(own)?.[1]
  return said.length ? said.some(Boolean) : type ? isPersonType(type) : possibly
}

const personRef: Plan = new Map<string, Rule>([...planFor('Reference', true), ['display', { kind: 'mask', mask: displayMask }]])
const nothing: Plan = new Map()

function inside(w: Walk, rule: Rule): Plan {
  if (rule.kind === 'walk') return planFor(rule.type, rule.personal)
  if (rule.kind === 'reference') return toPerson(w, rule.personal) ? personRef : planFor('Reference', false)
  if (rule.kind === 'mask') return nothing
  const type = typeAt(w)
  return isDefinition(type) ? nothing : planOfResource(type)
}

/**
 * A document as somebody sees it who may not know whom it is about (GB/T 35273-2020, 7.2; as the lists of the house mask): names, identity and other personal numbers, telephones,
 * streets and the day of birth of persons, wherever in the document they stand, also in contained resources, in Bundles and as the words beside a reference; what people type freely
 * (narratives, notes, markdown, attachments) is hidden, and a masked name or number that turns up in other words is masked there too. Codes, times, quantities and sex stay;
 * of the birth date the year. Everything that is kept keeps its very characters, so decimals stay as written. Logical ids and references are not masked.
 * @param doc JSON text of a document of the record @returns JSON text of a valid document
 */
export function maskDocument(type: string, doc: string): string {
  if (isDefinition(type)) return doc
  const w: Walk = { text: doc, at: 0, from: 0, out: [], hidden: new Map() }
  space(w)
  value(w, { kind: 'resource' })
  const masked = w.out.length ? w.out.join('') + doc.slice(w.from) : doc
  return swept(masked, w.hidden)
}
