import { type Fault, isEmpty } from '../../fhir/search/faults.ts'
import { parseSearch } from '../../fhir/search/parse.ts'
import type { Query } from '../../fhir/search/query.ts'
import { isResourceType } from '../../fhir/validate/schema.ts'
import { BadCursor } from '../../record/search/cursor.ts'
import type { Found } from '../../record/search/found.ts'
import { searchDocuments } from '../../record/search/search.ts'
import { TooCostly } from '../../record/search/too-costly.ts'
import { allowed } from './allowed.ts'
import type { Answer, Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { mustHaveElements } from './known.ts'
import { FhirRefusal, type OutcomeIssue, outcomeText, refuseFhir } from './outcome.ts'
import { type PageEntry, pageText, queryText } from './page.ts'
import { preferencesOf } from './prefer.ts'
import { present, type View } from './present.ts'
import { resolveTokenSets } from './terminology/token-sets.ts'
import { patientIn, told } from './told.ts'

/** Where a search is made: in a type, everywhere, or in a compartment. */
export type Scope = { type?: string | undefined; compartment?: { type: string; id: string } | undefined }

const issuesOf = (faults: readonly Fault[]): OutcomeIssue[] =>
  faults.map(({ expression, ...issue }) => ({ ...issue, expression: [`http.${expression}`] }))

const incomplete: OutcomeIssue = {
  severity: 'warning',
  code: 'incomplete',
  diagnostics: 'More belongs to these matches than goes with one page (1000 resources, or 16 MB): ask for smaller pages with _count.',
}

/** What is asked as a query, with the issues of what was left out. @throws FhirRefusal 400 for what cannot be, and, when it is to be strict, for what nobody knows */
async function queryOf(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  { type, compartment }: Scope,
): Promise<{ query: Query; issues: OutcomeIssue[] }> {
  const parameters = await door.house.record.parameters(caller.county)
  const { query, faults } = parseSearch({ type, compartment, pairs: interaction.query, parameters, base: interaction.base })
  const { strict } = preferencesOf(interaction)
  const fatal = faults.some((fault) => fault.severity === 'error' || (strict && !isEmpty(fault)))
  if (fatal) throw new FhirRefusal(400, issuesOf(faults.map((fault) => ({ ...fault, severity: 'error' }))))
  mustHaveElements(interaction, query.elements, query.type === undefined ? query.types : [query.type])
  return { query: await resolveTokenSets(door, caller, allowed(caller, query)), issues: issuesOf(faults) }
}

/** @throws FhirRefusal 400 for a search that costs too much, or goes on from nowhere */
async function found({ house }: FhirDoor, caller: Caller, query: Query) {
  try {
    return await searchDocuments(
      house.record,
      caller.reader,
      query,
      await house.record.parameters(caller.county),
      (type) => isResourceType(type) && caller.may('read', type),
    )
  } catch (error) {
    if (error instanceof TooCostly) throw refuseFhir(400, 'too-costly', error.message)
    if (error instanceof BadCursor) throw refuseFhir(400, 'value', '_cursor is not from a link of this server.', '_cursor')
    throw error
  }
}

/** Whose data a page shows: patients by their ids, each once. */
const patientsOf = (documents: readonly Found[]) => [...new Set(documents.flatMap(({ type, id, doc }) => patientIn(type, id, doc) ?? []))]

const entry = (caller: Caller, base: string, one: Found, search: 'match' | 'include', view: View): PageEntry => ({
  fullUrl: `${base}/${one.type}/${one.id}`,
  resource: present(caller, one, view),
  search,
})

/** A search by GET or POST (http://hl7.org/fhir/R4/http.html#search). @throws FhirRefusal 400, 403 */
export async function search(door: FhirDoor, caller: Caller, interaction: Interaction, scope: Scope): Promise<Answer> {
  const { query, issues } = await queryOf(door, caller, interaction, scope)
  const { base, path } = interaction
  const { matches, included, cut, total, next } = await found(door, caller, query)
  const view: View = { summary: query.summary, elements: query.elements }
  const said = cut ? [...issues, incomplete] : issues
  const entries = [
    ...matches.map((one) => entry(caller, base, one, 'match', view)),
    ...included.map((one) => entry(caller, base, one, 'include', { summary: query.summary })),
    ...(said.length ? [{ resource: outcomeText(said), search: 'outcome' } as const] : []),
  ]
  const patients = patientsOf([...matches, ...included])
  await told(door, caller, 'search', patients.length === 1 ? patients[0] : undefined, {
    ...(query.type === undefined ? {} : { type: query.type }),
    by: [...new Set(query.understood.map(([name]) => name))].slice(0, 20),
    found: matches.length,
    ...(patients.length > 1 ? { patients } : {}),
  })
  const address = `${base}/${path.replace(/\/?_search\/?$/, '')}`.replace(/\/$/, '')
  const again = query.understood.filter(([name]) => name !== '_cursor')
  const links = [{ relation: 'self', url: address + queryText(query.understood) }]
  if (query.cursor !== undefined) links.push({ relation: 'first', url: address + queryText(again) })
  if (next !== undefined) {
    links.push({ relation: 'next', url: address + queryText([...again, ['_cursor', next]]) })
  }
  return { status: 200, body: pageText({ type: 'searchset', total, links, entries }) }
}
