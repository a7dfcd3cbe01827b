import { stamped } from '../../fhir/document.ts'
import { summarized, withElements } from '../../fhir/summary.ts'
import type { Stored } from '../../record/plan.ts'
import type { Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import { maskDocument } from './mask.ts'
import { refuseFhir } from './outcome.ts'

/** How much of a resource is answered (http://hl7.org/fhir/R4/search.html#summary). */
export type View = { summary?: 'true' | 'text' | 'data' | 'count' | 'false' | undefined; elements?: readonly string[] | undefined }

const summaries = new Set(['true', 'text', 'data', 'count', 'false'])

/** The last value of a parameter that may be given once. */
export const lastOf = (query: Interaction['query'], name: string): string | undefined => query.findLast(([one]) => one === name)?.[1]

/** @throws FhirRefusal 400 when `_summary` is none of its values */
export function viewOf(query: Interaction['query']): View {
  if (!query.length) return {}
  const summary = lastOf(query, '_summary')
  if (summary !== undefined && !summaries.has(summary))
    throw refuseFhir(
      400,
      'value',
      `_summary is ${JSON.stringify(summary.slice(0, 50))}: it is true, text, data, count or false.`,
      '_summary',
    )
  const elements = query.filter(([name]) => name === '_elements').flatMap(([, value]) => value.split(',').filter(Boolean))
  return { summary: summary as View['summary'], ...(elements.length ? { elements } : {}) }
}

/** `Patient.name` narrows Patients only; `name` every type. */
const namesFor = (type: string, elements: readonly string[]) =>
  elements.flatMap((name) => {
    const [owner, own] = name.split('.')
    return own === undefined ? [name] : owner === type ? [own] : []
  })

/** A document as this caller gets it: with version and instant, masked where he may not see all, cut to what he asked for. */
export function present(
  { sees }: Pick<Caller, 'sees'>,
  { type, doc, version, updated }: Pick<Stored, 'type' | 'doc' | 'version' | 'updated'>,
  { summary, elements }: View,
): string {
  const text = stamped(sees === 'full' ? doc : maskDocument(type, doc), version, updated)
  if (elements) return withElements(text, type, namesFor(type, elements))
  if (summary === 'true' || summary === 'text' || summary === 'data') return summarized(text, type, summary)
  return text
}
