import { ID } from '../../../fhir/id.ts'
import { conditionIn, linksIn, pathOf } from '../../../fhir/references.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { retold } from '../../../fhir/retell.ts'
import { eachInSlices } from '../../../record/in-slices.ts'
import { FhirRefusal, type OutcomeIssue, refuseFhir, toldAt } from '../outcome.ts'
import { pairsOf } from '../request.ts'
import { criterionOf, type Situation } from './criterion.ts'
import { type Body, type Draft, under } from './draft.ts'
import type { Target } from './targets.ts'

const temporaryName = new RegExp(`(?:^|/)([A-Z][A-Za-z]+/${ID})$`)

/** What the entries of a transaction call each other (fullUrl, and the id in a RESTful one), and what each is. http://hl7.org/fhir/R4/bundle.html#references */
export function namesIn(drafts: readonly Draft[], targets: readonly Target[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const put = new Set(drafts.flatMap(({ intent: { type, id } }) => (id === undefined ? [] : [`${type}/${id}`])))
  drafts.forEach(({ intent: { fullUrl, type, method } }, i) => {
    if (fullUrl === undefined || method === 'delete') return
    const name = `${type}/${targets[i]!.id}`
    names.set(fullUrl, name)
    const temporary = temporaryName.exec(fullUrl)?.[1]
    if (temporary && temporary !== name && !put.has(temporary) && !fullUrl.startsWith('urn:')) names.set(temporary, name)
  })
  return names
}

/**
 * Bodies of a transaction with their references rewritten: to entries of the same transaction, and conditional ones (`Patient?identifier=…`) to what they find.
 * @throws FhirRefusal 400 for a urn that no entry has, 412 for a condition that finds none or many; with the paths
 */
export async function relinked(
  situation: Situation,
  drafts: readonly Draft[],
  names: ReadonlyMap<string, string>,
  inPlan: readonly { id: string; resource: Resource }[],
  gone: ReadonlySet<string>,
): Promise<Draft[]> {
  const asked = new Map<string, { at: string; name?: string }>()
  for (const { intent, body } of drafts)
    body?.sent.forEach((sent, i) => {
      if (!asked.has(sent) && !names.has(sent) && conditionIn(sent))
        asked.set(sent, { at: under(intent.at, pathOf(body.resource, body.links[i]!)) })
    })
  await Promise.all(
    [...asked].map(async ([sent, one]) => Object.assign(one, { name: await sought(situation, sent, one.at, inPlan, gone) })),
  )
  const swap = (literal: string) => names.get(literal) ?? asked.get(literal)?.name
  const told = await eachInSlices(drafts, ({ intent, body }) => ({ intent, body: body && retoldBody(body, swap) }))
  mustBeResolved(told)
  return told
}

/** The one resource that a conditional reference finds: in the record as the plan leaves it, or in the plan. */
async function sought(
  situation: Situation,
  literal: string,
  at: string,
  inPlan: readonly { id: string; resource: Resource }[],
  gone: ReadonlySet<string>,
): Promise<string> {
  const { type, query } = conditionIn(literal)!
  const { find, meets } = await criterionOf(
    situation,
    type,
    toldAt(at, () => pairsOf(query)),
    at,
  )
  const planned = inPlan.filter(({ resource }) => resource.resourceType === type)
  const there = (await find()).filter(({ id }) => !gone.has(`${type}/${id}`) && !planned.some((one) => one.id === id))
  const found = [...there, ...planned.filter(({ id, resource }) => meets({ ...resource, id }))]
  if (found.length === 1) return `${type}/${found[0]!.id}`
  throw found.length
    ? refuseFhir(412, 'multiple-matches', `More than one resource meets ${JSON.stringify(literal)}: make it more selective.`, at)
    : refuseFhir(412, 'not-found', `No resource meets ${JSON.stringify(literal)}: create it first, or in the same transaction.`, at)
}

function retoldBody(body: Body, swap: (literal: string) => string | undefined): Body {
  let changes = /urn:|href|src/.test(body.text)
  body.links.forEach((link, i) => {
    const target = swap(body.sent[i]!)
    changes ||= target !== undefined
    link.reference = target ?? body.sent[i]!
  })
  if (!changes || body.resource.resourceType === 'Bundle') return body
  const { text, others } = retold(body.text, swap)
  if (!others) return { ...body, text }
  const resource = JSON.parse(text) as Resource
  return { ...body, text, resource, links: linksIn(resource) }
}

function mustBeResolved(drafts: readonly Draft[]): void {
  const issues: OutcomeIssue[] = []
  for (const { intent, body } of drafts)
    for (const link of body?.links ?? [])
      if (link.reference.startsWith('urn:') && issues.length < 100)
        issues.push({
          severity: 'error',
          code: 'not-found',
          diagnostics: `${JSON.stringify(link.reference.slice(0, 200))} is the fullUrl of no entry of this transaction.`,
          expression: [under(intent.at, pathOf(body!.resource, link))],
        })
  if (issues.length) throw new FhirRefusal(400, issues)
}
