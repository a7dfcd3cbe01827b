import { hasBrokenText, parseResource } from '../../../fhir/json.ts'
import { type Link, linksIn } from '../../../fhir/references.ts'
import type { Issue, Resource } from '../../../fhir/resource.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { eachInSlices } from '../../../record/in-slices.ts'
import { FhirRefusal, type OutcomeIssue, refuseFhir } from '../outcome.ts'
import type { Intent } from './intent.ts'

/** The resource of an intent, parsed once. `sent`: its literal references as they were sent. */
export type Body = { text: string; resource: Resource; links: readonly Link[]; sent: readonly string[]; valid: boolean }
/** An intent with its body; a patch gets one when the document is known. */
export type Draft = { intent: Intent; body?: Body | undefined }

/** Issues of a resource in the words of an OperationOutcome, their paths begun with where it stands in a Bundle. */
const located = (issues: readonly Issue[], at: string | undefined): OutcomeIssue[] =>
  issues.map(({ severity, code, expression, diagnostics }) => ({ severity, code, diagnostics, expression: [under(at, expression)] }))

/** A path of a resource as a path of the Bundle it came in. */
export const under = (at: string | undefined, path: string): string => {
  if (!at) return path
  const dot = path.search(/[.[]/)
  return dot < 0 ? at : at + path.slice(dot)
}

/** @throws FhirRefusal 400: what cannot be parsed (http://hl7.org/fhir/R4/http.html#create) */
export function bodyOf(text: string, at: string | undefined, parsed?: Resource): Body {
  if (!parsed && hasBrokenText(text))
    throw refuseFhir(400, 'value', 'The text holds NUL or half of a surrogate pair, which no FHIR string may: remove it.', at ?? 'Resource')
  const { resource, issues } = parsed ? { resource: parsed, issues: [] } : parseResource(text)
  if (issues.length) throw new FhirRefusal(400, located(issues, at))
  const links = linksIn(resource)
  return { text, resource, links, sent: links.map((link) => link.reference), valid: false }
}

/** An intent read: the type of its body is the type of its address, and so is its id. @throws FhirRefusal 400 */
export function draftOf(intent: Intent): Draft {
  const { method, type, id, at } = intent
  if (method === 'patch' || method === 'delete') return { intent }
  if (intent.text === undefined) throw refuseFhir(400, 'required', `A ${type} resource is missing: send one.`, at ?? type)
  const body = bodyOf(intent.text, at, intent.resource)
  mustBe(body.resource, type, method === 'update' ? id : undefined, at)
  return { intent, body }
}

/** @throws FhirRefusal 400 when the resource is not the one its address names (http://hl7.org/fhir/R4/http.html#update) */
export function mustBe(resource: Resource, type: string, id: string | undefined, at: string | undefined): void {
  if (resource.resourceType !== type)
    throw refuseFhir(
      400,
      'invalid',
      `The address says ${type}, the resource is of type ${JSON.stringify(resource.resourceType)}.`,
      at ?? type,
    )
  if (id === undefined || resource.id === id) return
  const told = resource.id === undefined ? 'has no id' : `has id ${JSON.stringify(resource.id)}`
  throw refuseFhir(
    400,
    'invalid',
    `The address says ${type}/${id}, the resource ${told}: send the same id in both.`,
    under(at, `${type}.id`),
  )
}

/** @throws FhirRefusal 400 with every issue of every body that R4 forbids: "failed basic FHIR validation rules" */
export async function mustAllBeValid(drafts: readonly Draft[]): Promise<void> {
  const issues: OutcomeIssue[] = []
  await eachInSlices(drafts, ({ intent, body }) => {
    if (!body || body.valid || issues.length >= 100) return
    const found = validate(body.resource).filter((issue) => issue.severity === 'error')
    if (found.length) issues.push(...located(found, intent.at))
    else body.valid = true
  })
  if (issues.length) throw new FhirRefusal(400, issues)
}
