import { isEmpty } from '../../../fhir/search/faults.ts'
import { parseSearch } from '../../../fhir/search/parse.ts'
import { RESULT_PARAMETERS } from '../../../fhir/search/results.ts'
import { suggestion } from '../../../fhir/validate/context.ts'
import { isResourceType, resourceTypes } from '../../../fhir/validate/schema.ts'
import type { ExportFilter } from '../../../record/export.ts'
import { resolve } from '../../../record/search/resolve.ts'
import { TooCostly } from '../../../record/search/too-costly.ts'
import { allowed } from '../allowed.ts'
import { FhirRefusal, type OutcomeIssue, refuseFhir, toldAt } from '../outcome.ts'
import { preferencesOf } from '../prefer.ts'
import { pairsOf } from '../request.ts'
import { resolveTokenSets } from '../terminology/token-sets.ts'
import type { OperationCall } from './operation.ts'

const name = '_typeFilter'
/** So many filters are looked at for every document. */
const most = 100
const issue = (code: string, diagnostics: string): OutcomeIssue => ({ severity: 'error', code, diagnostics, expression: [name] })

/** One search, `Type?parameters`, with what it names that no search of R4 knows or no filter may say. */
async function filterOf(
  { door, caller, interaction }: OperationCall,
  text: string,
): Promise<{ filter: ExportFilter; left: OutcomeIssue[] }> {
  const said = JSON.stringify(text.slice(0, 200))
  const [, type = '', query] = /^([^?]*)\?(.*)$/s.exec(text) ?? []
  if (query === undefined) throw refuseFhir(400, 'value', `${name}: ${said} is no search: write Type?parameter=value.`, name)
  if (!isResourceType(type))
    throw refuseFhir(400, 'value', `${name}: ${said} begins with no resource type of R4.${suggestion(type, resourceTypes())}`, name)
  const pairs = toldAt(name, () => pairsOf(query))
  const shaping = pairs.filter(([one]) => RESULT_PARAMETERS.has(one)).map(([one]) => one)
  const { record } = door.house
  const parameters = await record.parameters(caller.county)
  const asked = pairs.filter(([one]) => !RESULT_PARAMETERS.has(one))
  const { query: parsed, faults } = parseSearch({ type, pairs: asked, parameters, base: interaction.base })
  const wrong = faults.filter((fault) => fault.severity === 'error')
  if (wrong.length)
    throw new FhirRefusal(
      400,
      wrong.map(({ code, diagnostics }) => issue(code, `${name}: ${diagnostics}`)),
    )
  const { criteria } = await resolveTokenSets(door, caller, allowed(caller, parsed))
  const plain = await resolve({ db: record.search, reader: caller.reader, parameters }, type, criteria)
  return {
    filter: { type, criteria: plain ?? null },
    left: [
      ...shaping.map((one) =>
        issue('not-supported', `${name}: "${one}" says how to answer a search; a filter only says what is exported.`),
      ),
      ...faults
        .filter((fault) => fault.severity !== 'error' && !isEmpty(fault))
        .map(({ code, diagnostics }) => issue(code, `${name}: ${diagnostics}`)),
    ],
  }
}

/**
 * What `_typeFilter` asks (http://hl7.org/fhir/uv/bulkdata/STU2/export.html#_typefilter-query-parameter): searches with commas between them, or repeated; a resource of a
 * type that several name must meet one of them. Chains and value sets mean what they mean now. `left`: what was left aside, for whom asks leniently.
 * @throws FhirRefusal 400 for what is no search of a type that is exported, and unless `Prefer: handling=lenient` for every parameter that cannot be honoured; 403
 */
export async function typeFilters(
  call: OperationCall,
  texts: readonly string[],
  types: readonly string[] | undefined,
): Promise<{ filters: ExportFilter[]; left: OutcomeIssue[] }> {
  const each = texts.flatMap((text) => text.split(/,(?=[A-Za-z]+\?)/)).filter(Boolean)
  if (each.length > most) throw refuseFhir(400, 'too-costly', `${name}: more than ${most} filters.`, name)
  const filters: ExportFilter[] = []
  const left: OutcomeIssue[] = []
  for (const text of each) {
    const found = await filterOf(call, text).catch((error: unknown) => {
      if (error instanceof TooCostly) throw refuseFhir(400, 'too-costly', `${name}: ${error.message}`, name)
      throw error
    })
    left.push(...found.left)
    if (!types || types.includes(found.filter.type)) filters.push(found.filter)
    else left.push(issue('invalid', `${name}: ${found.filter.type} is not among the types that _type names.`))
  }
  if (left.length && !preferencesOf(call.interaction).lenient) throw new FhirRefusal(400, left)
  return { filters, left }
}
