import { instantRange } from '../../../fhir/path/temporal.ts'
import { suggestion } from '../../../fhir/validate/context.ts'
import { isResourceType, resourceTypes } from '../../../fhir/validate/schema.ts'
import { BadCursor } from '../../../record/search/cursor.ts'
import { readDocuments } from '../../../record/search/documents.ts'
import { everything } from '../../../record/search/everything.ts'
import { openTypes } from '../allowed.ts'
import { mustMay } from '../caller.ts'
import { outcomeText, refuseFhir } from '../outcome.ts'
import { type PageEntry, pageText, queryText } from '../page.ts'
import { present } from '../present.ts'
import { told } from '../told.ts'
import type { FhirOperation } from './operation.ts'
import { mustBeKnown, type Parameters, parametersOf } from './parameters.ts'

const most = 1000
const known = ['_type', '_since', 'start', 'end', '_count', '_cursor']
const incomplete = outcomeText([
  {
    severity: 'warning',
    code: 'incomplete',
    diagnostics: 'What these resources point to is more than goes with one page (16 MB): ask for smaller pages with _count.',
  },
])

/** The first or last instant of a date. @throws FhirRefusal 400 */
function instantOf(given: Parameters, name: string, edge: 'from' | 'to'): string | undefined {
  const text = given.text(name)
  if (text === undefined) return undefined
  const span = instantRange(text.replace(' ', '+')) // the "+" of an offset that was not encoded
  if (!span) throw refuseFhir(400, 'value', `${name} is ${JSON.stringify(text.slice(0, 60))}: it is a date or an instant.`, name)
  return span[edge]
}

function typesOf(given: Parameters): string[] | undefined {
  const types = given.texts('_type').flatMap((text) => text.split(',').filter(Boolean))
  const wrong = types.find((type) => !isResourceType(type))
  if (wrong !== undefined)
    throw refuseFhir(
      400,
      'value',
      `${JSON.stringify(wrong.slice(0, 60))} is no resource type.${suggestion(wrong, resourceTypes())}`,
      '_type',
    )
  return types.length ? types : undefined
}

/** http://hl7.org/fhir/R4/patient-operation-everything.html, of all records of the same person; pages go on by their next link. */
export const everythingOfPatient: FhirOperation = {
  name: 'everything',
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
  levels: ['instance'],
  types: ['Patient'],
  changes: false,
  async run(call) {
    const { door, caller, id = '', interaction } = call
    mustMay(caller, 'read', 'Patient')
    const given = parametersOf(call)
    mustBeKnown(call, given, 'everything', known)
    const named = typesOf(given)
    for (const type of named ?? []) mustMay(caller, 'read', type)
    const asked = {
      types: named ?? openTypes(caller),
      since: instantOf(given, '_since', 'from'),
      start: instantOf(given, 'start', 'from'),
      end: instantOf(given, 'end', 'to'),
      count: Math.min(Math.max(1, given.count('_count') ?? most), most),
      cursor: given.text('_cursor'),
    }
    const { record } = door.house
    const page = await everything(record, caller.reader, id, asked).catch((error: unknown) => {
      throw error instanceof BadCursor ? refuseFhir(400, 'value', '_cursor is not from a link of this server.', '_cursor') : error
    })
    const there = page.found.some((one) => one.type === 'Patient' && one.id === id) || asked.cursor !== undefined
    if (!there && !(await readDocuments(record, caller.reader, [{ type: 'Patient', id }])).some(({ doc }) => doc !== null))
      throw refuseFhir(404, 'not-found', `There is no Patient/${id}.`)
    const open = page.found.filter(({ type }) => isResourceType(type))
    await told(door, caller, 'everything', id, { found: open.length })
    const { base } = interaction
    const address = `${base}/Patient/${id}/$everything`
    const pairs = [
      ...(named ? [['_type', named.join(',')] as const] : []),
      ...(['_since', 'start', 'end', '_count'] as const).flatMap((name) => {
        const text = given.text(name)
        return text === undefined ? [] : [[name, text] as const]
      }),
    ]
    const links = [{ relation: 'self', url: address + queryText(pairs) }]
    if (page.next !== undefined) links.push({ relation: 'next', url: address + queryText([...pairs, ['_cursor', page.next]]) })
    const entries: PageEntry[] = open.map((one) => ({
      fullUrl: `${base}/${one.type}/${one.id}`,
      resource: present(caller, one, {}),
      search: 'match',
    }))
    if (page.cut) entries.push({ resource: incomplete, search: 'outcome' })
    return { status: 200, body: pageText({ type: 'searchset', links, entries }) }
  },
}
