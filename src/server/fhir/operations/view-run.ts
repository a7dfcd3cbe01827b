import { PathError } from '../../../fhir/path/error.ts'
import { isDateTime } from '../../../fhir/path/temporal.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Query } from '../../../fhir/search/query.ts'
import { isResourceType } from '../../../fhir/validate/schema.ts'
import { type CompiledView, compileView, type ViewDefinition, ViewError } from '../../../fhir/view-definition.ts'
import { searchDocuments } from '../../../record/search/search.ts'
import type { Answer } from '../answer.ts'
import { mustMay } from '../caller.ts'
import { refuseFhir } from '../outcome.ts'
import { present } from '../present.ts'
import { told } from '../told.ts'
import type { FhirOperation, OperationCall } from './operation.ts'
import { mustBeKnown, type Parameters, parametersOf } from './parameters.ts'
import { storedResource } from './standing.ts'
import { formatOf, tableText } from './table-text.ts'

/** Rows of one answer; who needs more narrows the view, or exports. */
const mostRows = 100_000
const pageSize = 500
const known = ['viewResource', 'viewReference', 'resource', 'patient', '_since', '_limit', 'header']

/**
 * The view: sent as `viewResource`, or named by `viewReference` or the address. R4 has no type ViewDefinition: what is named is one of the house's own views, or a
 * Binary that holds the view as JSON.
 */
async function viewFor(call: OperationCall, given: Parameters): Promise<ViewDefinition> {
  const sent = given.resource('viewResource') ?? given.resource('resource')
  if (sent) return sent as unknown as ViewDefinition
  const id = call.id ?? given.reference('viewReference')?.replace(/^(?:.*\/)?(?:ViewDefinition|Binary)\//, '')
  if (id === undefined)
    throw refuseFhir(400, 'required', 'Give the view: viewResource, or viewReference to a Binary with the view as JSON.', 'viewResource')
  const own = call.door.house.record.views.find(({ name }) => name === id)
  if (own) return own.definition
  const { data, contentType } = (await storedResource(call, { type: 'Binary', id })) as { data?: unknown; contentType?: unknown }
  if (typeof data !== 'string' || !/json/.test(String(contentType))) throw refuseFhir(422, 'not-supported', `Binary/${id} holds no JSON.`)
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as ViewDefinition
  } catch {
    throw refuseFhir(422, 'structure', `Binary/${id} does not hold JSON.`)
  }
}

/** The query of one page: the type, the patient asked for, changes since. */
async function queryFor({ door, caller }: OperationCall, type: string, given: Parameters): Promise<Query> {
  const parameters = await door.house.record.parameters(caller.county)
  const since = given.text('_since')
  if (since !== undefined && !isDateTime(since))
    throw refuseFhir(
      400,
      'value',
      `_since: ${JSON.stringify(since.slice(0, 60))} is no instant: write 2026-01-31T08:00:00+08:00.`,
      '_since',
    )
  const updated = parameters.find(type, '_lastUpdated')
  const patient = given.reference('patient')?.replace(/^(?:.*\/)?Patient\//, '')
  return {
    type,
    criteria: [
      ...(since && updated ? [{ kind: 'value' as const, param: updated, operands: [{ prefix: 'ge' as const, text: since }] }] : []),
      ...(patient === undefined ? [] : [{ kind: 'compartment' as const, compartment: 'Patient', id: patient, params: [] }]),
    ],
    ...{
      sort: [],
      include: [],
      revinclude: [],
      count: pageSize,
      cursor: undefined,
      total: undefined,
      summary: undefined,
      elements: undefined,
    },
    understood: [],
  }
}

/** The resources of the record that the caller may see, page by page. */
async function* stored(call: OperationCall, type: string, given: Parameters): AsyncGenerator<Resource> {
  const { door, caller } = call
  mustMay(caller, 'search', type)
  const { record } = door.house
  const parameters = await record.parameters(caller.county)
  const query = await queryFor(call, type, given)
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await searchDocuments(record, caller.reader, { ...query, cursor }, parameters)
    for (const found of page.matches) yield JSON.parse(present(caller, found, {})) as Resource
    cursor = page.next
    more = cursor !== undefined
  }
}

async function* inline(resources: readonly Resource[]): AsyncGenerator<Resource> {
  yield* resources
}

async function rowsOf(
  view: CompiledView,
  resources: AsyncIterable<Resource>,
  limit: number | undefined,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for await (const resource of resources) {
    rows.push(...view.rows(resource))
    if (limit !== undefined && rows.length >= limit) return rows.slice(0, limit)
    if (rows.length > mostRows) throw refuseFhir(422, 'too-costly', `The view has more than ${mostRows} rows: narrow it, or give _limit.`)
  }
  return rows
}

/** SQL on FHIR v2 `$run`: the rows of a view over resources sent with it, or over those of the record that the caller may see. */
export const runView: FhirOperation = {
  name: 'run',
  definition: 'http://sql-on-fhir.org/OperationDefinition/$run',
  documentation: 'Also at ViewDefinition/$run and ViewDefinition/{id}/$run: R4 has no resource type ViewDefinition.',
  levels: ['system', 'type', 'instance'],
  types: ['ViewDefinition'],
  changes: false,
  async run(call): Promise<Answer> {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'run', known)
    const format = formatOf(given.text('_format'), call.interaction.headers['accept'])
    const limit = given.count('_limit')
    const header = given.flag('header') ?? true
    const view = await viewFor(call, given)
    try {
      const table = compileView(view)
      if (!isResourceType(table.resource))
        throw refuseFhir(422, 'value', `${JSON.stringify(String(table.resource).slice(0, 64))} is not a resource type of R4.`)
      const sent = given.resources('resource').filter((one) => (one as unknown) !== view)
      const beside = sent.length ? ['patient', '_since'].find((name) => given.names.includes(name)) : undefined
      if (beside)
        throw refuseFhir(400, 'invalid', `${beside} narrows what is in the record: it does not go with resources that are sent.`, beside)
      if (!sent.length) await told(call.door, call.caller, 'view', undefined, { type: table.resource })
      const rows = await rowsOf(table, sent.length ? inline(sent) : stored(call, table.resource, given), limit)
      return {
        status: 200,
        ...tableText(
          format,
          table.columns.map(({ name }) => name),
          rows,
          header,
        ),
      }
    } catch (error) {
      if (error instanceof ViewError || error instanceof PathError)
        throw refuseFhir(422, 'invalid', `The view is not valid: ${error.message}`)
      throw error
    }
  },
}
