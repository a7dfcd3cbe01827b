import { isDateTime } from '../../../fhir/path/temporal.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { hasElement } from '../../../fhir/summary.ts'
import { suggestion } from '../../../fhir/validate/context.ts'
import { isResourceType, resourceTypes } from '../../../fhir/validate/schema.ts'
import { newId } from '../../../record/ids.ts'
import { readDocuments } from '../../../record/search/documents.ts'
import { typesKept } from '../../../record/search/types.ts'
import { addJob, underWay } from '../bulk/store.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { FhirRefusal, type OutcomeIssue, refuseFhir } from '../outcome.ts'
import { queryText } from '../page.ts'
import { preferencesOf } from '../prefer.ts'
import { told } from '../told.ts'
import type { FhirOperation, OperationCall } from './operation.ts'
import { mustBeKnown, type Parameters, parametersOf } from './parameters.ts'
import { storedResource } from './standing.ts'
import { typeFilters } from './type-filter.ts'

const formats = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson'])
/** Exports one machine may have under way. */
const most = 2
const day = 86_400_000
const tooMany = new FhirRefusal(
  429,
  [{ severity: 'error', code: 'throttled', diagnostics: `${most} exports of yours are under way: wait for them, or delete one.` }],
  { 'retry-after': '30' },
)

/** The patients that a Group names as members. */
function membersOf(group: Resource): string[] {
  const { member = [] } = group as { member?: { entity?: { reference?: string }; inactive?: boolean }[] }
  return member.flatMap(({ entity, inactive }) =>
    !inactive && entity?.reference?.startsWith('Patient/') ? [entity.reference.slice(8)] : [],
  )
}

const listed = (texts: string[]) => (texts.length ? texts : undefined)
const known = ['_elements', '_outputFormat', '_since', '_type', '_typeFilter', 'patient']

const leftAside = (code: string, name: string, diagnostics: string): OutcomeIssue => ({
  ...{ severity: 'error', code, diagnostics },
  expression: [name.slice(0, 60)],
})

/** Refuses what the export cannot honour, or answers what was left aside for whom asks leniently. `includeAssociatedData` by its name: it is of the same guide. */
function unknownIn(call: OperationCall, given: Parameters): OutcomeIssue[] {
  const { lenient } = preferencesOf(call.interaction)
  if (!lenient && given.names.includes('includeAssociatedData'))
    throw refuseFhir(
      400,
      'not-supported',
      'includeAssociatedData is not supported: Provenance and AuditEvent go by _type. Ask again without it, or with "Prefer: handling=lenient".',
      'includeAssociatedData',
    )
  mustBeKnown(call, given, 'export', known)
  return given.names
    .filter((name) => !known.includes(name) && !/^_(format|pretty)$/.test(name))
    .map((name) => leftAside('not-supported', name, `$export does not know ${JSON.stringify(name.slice(0, 60))}: it was left aside.`))
}

/**
 * `_elements`: elements of the root, `Patient.name` or `name` (http://hl7.org/fhir/uv/bulkdata/STU2/export.html#query-parameters).
 * @throws FhirRefusal 400 for one that nothing exported can have, unless asked leniently
 */
function elementsOf(
  call: OperationCall,
  given: Parameters,
  types: readonly string[],
): { elements: string[] | undefined; left: OutcomeIssue[] } {
  const named = given
    .texts('_elements')
    .flatMap((value) => value.split(','))
    .filter(Boolean)
  if (named.length > 200) throw refuseFhir(400, 'too-costly', '_elements names more than 200 elements.', '_elements')
  const unknown = named.filter((name) => {
    const [owner = '', own, ...deeper] = name.split('.')
    if (deeper.length) return true
    return own === undefined ? !types.some((type) => hasElement(type, owner)) : !(isResourceType(owner) && hasElement(owner, own))
  })
  const left = unknown.map((name) =>
    leftAside('value', '_elements', `_elements: ${JSON.stringify(name.slice(0, 60))} is no element at the root of what is exported.`),
  )
  if (left.length && !preferencesOf(call.interaction).lenient) throw new FhirRefusal(400, left)
  return { elements: listed(named.filter((name) => !unknown.includes(name))), left }
}

/** The types asked for, or all that there are; each must be open to the caller. */
async function typesOf({ house }: FhirDoor, caller: Caller, asked: readonly string[] | undefined): Promise<string[]> {
  for (const type of asked ?? []) {
    if (!isResourceType(type))
      throw refuseFhir(400, 'value', `_type: "${type.slice(0, 60)}" is not a resource type of R4.${suggestion(type, resourceTypes())}`)
    if (!caller.may('read', type)) throw refuseFhir(403, 'forbidden', `${type} may not be read with the rights this token has.`)
  }
  const kept = (await typesKept(house.record.db, caller.county)).filter((type) => caller.may('read', type))
  return asked ? kept.filter((type) => asked.includes(type)) : kept
}

/** @throws FhirRefusal 400 naming a patient that is not there, or not for the caller */
async function mustStand({ door, caller }: OperationCall, ids: readonly string[]): Promise<void> {
  const keys = ids.map((id) => ({ type: 'Patient', id }))
  const seen = new Set((await readDocuments(door.house.record, caller.reader, keys)).flatMap(({ id, doc }) => (doc === null ? [] : [id])))
  const missing = ids.find((id) => !seen.has(id))
  if (missing !== undefined) throw refuseFhir(400, 'value', `patient: there is no Patient/${missing.slice(0, 64)}.`, 'patient')
}

/** `$export` of HL7 Bulk Data Access 2.0: asked for with `Prefer: respond-async`, answered 202 with the address where it can be followed. */
export const exportData: FhirOperation = {
  name: 'export',
  definition: (type) => `http://hl7.org/fhir/uv/bulkdata/OperationDefinition/${type ? `${type.toLowerCase()}-` : ''}export`,
  levels: ['system', 'type', 'instance'],
  types: ['Patient', 'Group'],
  documentation:
    'Parameters: _type, _typeFilter, _elements, _since, _outputFormat (application/fhir+ndjson), patient. Others, includeAssociatedData among them, are refused; with "Prefer: handling=lenient" they are left aside and told in the manifest.',
  changes: false,
  there: ({ exports }) => exports !== undefined,
  async run(call) {
    const { door, caller, type, id, interaction } = call
    const { house } = door
    if ((type === 'Patient' && id) || (type === 'Group' && !id))
      throw refuseFhir(400, 'invalid', 'Call $export, Patient/$export or Group/{id}/$export.')
    if (!preferencesOf(interaction).async)
      throw refuseFhir(400, 'required', 'Send the header "Prefer: respond-async": an export takes its time.')
    const given = parametersOf(call)
    const unknown = unknownIn(call, given)
    const format = given.text('_outputFormat')
    if (format !== undefined && !formats.has(format.replaceAll(' ', '+')))
      throw refuseFhir(400, 'value', `_outputFormat: ${format.slice(0, 60)} is not offered; there is application/fhir+ndjson.`)
    const since = given.text('_since')?.replaceAll(' ', '+')
    if (since !== undefined && !(isDateTime(since) && /T.+(Z|[+-]\d\d:\d\d)$/.test(since)))
      throw refuseFhir(400, 'value', `_since: "${since.slice(0, 60)}" is no instant: write 2026-01-31T08:00:00+08:00.`)
    const asked = listed(given.texts('_type').flatMap((value) => value.split(',')))
    const named = listed(given.references('patient').map((reference) => reference.replace(/^Patient\//, '')))
    if (named && type === undefined) throw refuseFhir(400, 'invalid', '"patient" goes with Patient/$export or Group/{id}/$export.')
    const { db } = house.record
    if (named && type === 'Patient') await mustStand(call, named)
    const members = type === 'Group' ? membersOf(await storedResource(call, { type, id: id! })) : undefined
    const stranger = members && named?.find((one) => !members.includes(one))
    if (stranger !== undefined)
      throw refuseFhir(400, 'value', `patient: Patient/${stranger.slice(0, 64)} is not a member of Group/${id}.`, 'patient')
    const patients = named ?? members ?? (type ? ('all' as const) : undefined)
    const types = await typesOf(door, caller, asked)
    const { elements, left: lost } = elementsOf(call, given, asked ?? resourceTypes())
    const { filters, left } = await typeFilters(call, given.texts('_typeFilter'), asked)
    const leftOut = [...unknown, ...lost, ...left]
    const now = house.clock()
    if ((await underWay(db, caller.county, caller.actor.login)) >= most) throw tooMany
    const request = `${interaction.base}/${interaction.path}${interaction.method === 'POST' ? '' : queryText(interaction.query)}`
    const job = { county: caller.county, id: newId(), actor: caller.actor.login, request }
    const { organization } = caller.actor
    const { reader, sees } = caller
    await addJob(db, { ...job, asked: { types, since, patients, filters, elements, left: leftOut, reader, sees, organization } }, now, day)
    const filtered = [...new Set(filters.map((one) => one.type))]
    await told(door, caller, 'export', undefined, {
      ...{ id: job.id, types: asked ?? 'all', level: type ?? 'system' },
      ...(filtered.length ? { filtered } : {}),
    })
    door.exports!.wake()
    return { status: 202, headers: { 'content-location': `${interaction.base}/bulk/export/${job.id}` } }
  },
}
