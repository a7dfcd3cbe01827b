import type { Issue, Resource } from '../../../fhir/resource.ts'
import { type CodeSystemResource, systemOf } from '../../../fhir/terminology/system.ts'
import { type CodeSystem, canonical, type ValueSet } from '../../../fhir/terminology/types.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { FhirRefusal, outcomeIssues, refuseFhir } from '../outcome.ts'
import type { DefinitionType } from '../terminology/definitions.ts'
import { type CountyTerms, countyTerms } from '../terminology/terms.ts'
import type { OperationCall } from './operation.ts'
import type { Parameters } from './parameters.ts'

/** The terminology of the caller's county, on the day that `date` names. @throws FhirRefusal 400 when that is no date */
export async function termsFor({ door, caller }: OperationCall, parameters: Parameters): Promise<CountyTerms> {
  const date = parameters.text('date')
  if (date !== undefined && !(/^\d{4}-\d\d-\d\d(T.*)?$/.test(date) && !Number.isNaN(Date.parse(date.slice(0, 10)))))
    throw refuseFhir(400, 'value', `date: ${JSON.stringify(date.slice(0, 60))} is no date: write 2026-01-31.`, 'date')
  return countyTerms(door, caller.county, date?.slice(0, 10), caller)
}

/** The resource an operation is called on. @throws FhirRefusal 404 */
export function instanceOf({ definitions }: CountyTerms, type: DefinitionType, id: string): Resource {
  const found = definitions.byId(type, id)
  if (!found) throw refuseFhir(404, 'not-found', `There is no ${type}/${id}.`)
  return found
}

const unknown = (type: string, url: string) =>
  refuseFhir(404, 'not-found', `The ${type} ${JSON.stringify(url.slice(0, 200))} is not known here.`, 'url')
/** What may be missing of a definition that is but tried out: `ValueSet.status`. */
const isFormality = ({ code, expression }: Issue) => code === 'required' && /^\w+\.\w+$/.test(expression)

/** A definition that was sent with a call, in the shape that R4 gives it: what works with it asks no more. @throws FhirRefusal 400 */
export function definitionSent(resource: Resource, type: DefinitionType): Resource {
  if (resource.resourceType !== type)
    throw refuseFhir(400, 'value', `The resource is a ${resource.resourceType.slice(0, 64)}, not a ${type}.`)
  const faults = validate(resource).filter((issue) => issue.severity === 'error' && !isFormality(issue))
  if (faults.length) throw new FhirRefusal(400, outcomeIssues(faults))
  return resource
}

/** The value set a call is about: its instance, the one sent, or that of an address. @throws FhirRefusal 400, 404 */
export async function valueSetFor(call: OperationCall, parameters: Parameters, terms: CountyTerms): Promise<ValueSet> {
  if (call.id !== undefined) return instanceOf(terms, 'ValueSet', call.id) as ValueSet
  const sent = parameters.resource('valueSet') ?? parameters.resource('resource')
  if (sent) return definitionSent(sent, 'ValueSet') as ValueSet
  const address = parameters.text('url')
  if (address === undefined)
    throw refuseFhir(400, 'required', 'Give the value set: by its address in url, or as the resource valueSet.', 'url')
  const { url, version = parameters.text('valueSetVersion') } = canonical(address)
  const found = await terms.valueSet(url, version)
  if (!found) throw unknown('value set', address)
  return found
}

/** The code system of an instance, of a resource sent, or of the address. @throws FhirRefusal 400, 404 */
export async function systemFor(
  call: OperationCall,
  parameters: Parameters,
  terms: CountyTerms,
  address: string | undefined,
): Promise<CodeSystem> {
  if (call.id !== undefined) {
    const { url } = instanceOf(terms, 'CodeSystem', call.id)
    const found = typeof url === 'string' ? await terms.system(url) : undefined
    return found ?? systemOf(instanceOf(terms, 'CodeSystem', call.id) as CodeSystemResource)
  }
  const sent = parameters.resource('codeSystem') ?? parameters.resource('resource')
  if (sent) return systemOf(definitionSent(sent, 'CodeSystem') as CodeSystemResource)
  if (address === undefined) throw refuseFhir(400, 'required', 'Give the code system by its address.', 'system')
  const { url, version = parameters.text('version') } = canonical(address)
  const found = await terms.system(url, version)
  if (!found) throw unknown('code system', address)
  return found
}
