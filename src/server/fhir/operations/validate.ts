import { isCore, type Sources, validateProfile } from '../../../fhir/conformance/profile.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import type { Answer } from '../answer.ts'
import { mustMay } from '../caller.ts'
import { FhirRefusal, type OutcomeIssue, outcomeIssues, outcomeText, refuseFhir } from '../outcome.ts'
import { profileIn } from '../terminology/definitions.ts'
import { type CountyTerms, countyTerms } from '../terminology/terms.ts'
import { codeDoubts } from './code-doubts.ts'
import type { FhirOperation, OperationCall } from './operation.ts'
import { mustBeKnown, type Parameters, parametersOf } from './parameters.ts'
import { deletionFaults, lostReferences, storedResource } from './standing.ts'

const modes = ['create', 'update', 'delete', 'profile']
const answer = (issues: readonly OutcomeIssue[]): Answer => ({
  status: 200,
  body: outcomeText(issues.length ? issues : [{ severity: 'information', code: 'informational', diagnostics: 'All is well.' }]),
})

/** What the profiles asked for, and those the resource claims, find wrong. One that is not known is an error when it was asked for. */
async function profileIssues(terms: CountyTerms, resource: Resource, asked: readonly string[]): Promise<OutcomeIssue[]> {
  const sources: Sources = { terms, profile: async (url) => profileIn(terms.definitions, url) }
  const meta = resource['meta'] as { profile?: unknown } | undefined
  const claimed = Array.isArray(meta?.profile) ? meta.profile.filter((one): one is string => typeof one === 'string') : []
  const found = await Promise.all(
    [...new Set([...asked, ...claimed])].slice(0, 20).map(async (url): Promise<OutcomeIssue[]> => {
      if (isCore(url.split('|')[0]!)) return []
      const profile = await sources.profile(url)
      if (profile) return outcomeIssues(await validateProfile(sources, profile, resource))
      const severity = asked.includes(url) ? 'error' : 'warning'
      return [
        { severity, code: 'not-found', diagnostics: `The profile ${JSON.stringify(url.slice(0, 200))} is not known here: not checked.` },
      ]
    }),
  )
  return found.flat()
}

function addressIssues({ type, id }: OperationCall, mode: string | undefined, resource: Resource): OutcomeIssue[] {
  const issue = (diagnostics: string, expression: string): OutcomeIssue => ({
    severity: 'error',
    code: 'invalid',
    diagnostics,
    expression: [expression],
  })
  return [
    ...(resource.resourceType === type
      ? []
      : [issue(`The address says ${type}, the resource ${String(resource.resourceType).slice(0, 64)}.`, 'Resource')]),
    ...(mode === 'update' && id !== undefined && resource.id !== id
      ? [issue(`The id must be ${JSON.stringify(id)}, as in the address.`, `${type}.id`)]
      : []),
    ...(mode === 'update' && id === undefined && resource.id === undefined ? [issue('An update needs an id.', `${type}.id`)] : []),
  ]
}

/** The parameters, or what is wrong with the body: a resource that cannot be read is not valid, which is an answer. */
function readable(call: OperationCall): { given: Parameters } | { issues: readonly OutcomeIssue[] } {
  try {
    return { given: parametersOf(call) }
  } catch (error) {
    if (error instanceof FhirRefusal) return { issues: error.issues }
    throw error
  }
}

/**
 * `$validate` (http://hl7.org/fhir/R4/resource-operation-validate.html): against R4, the profiles asked for and claimed, and what this server demands of a create,
 * update or delete. Always 200 with an OperationOutcome; what is not checked is said as information.
 */
export const validateOperation: FhirOperation = {
  name: 'validate',
  definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
  levels: ['type', 'instance'],
  types: '*',
  changes: false,
  async run(call) {
    const { door, caller, type = '', id } = call
    const read = readable(call)
    if ('issues' in read) return answer(read.issues)
    const { given } = read
    mustBeKnown(call, given, 'validate', ['resource', 'mode', 'profile'])
    const mode = given.text('mode')
    if (mode !== undefined && !modes.includes(mode))
      throw refuseFhir(400, 'value', `mode: ${JSON.stringify(mode.slice(0, 40))} is none of ${modes.join(', ')}.`, 'mode')
    if (mode === 'delete') {
      if (id === undefined) throw refuseFhir(400, 'required', 'To ask for a delete, call [type]/[id]/$validate.', 'mode')
      mustMay(caller, 'read', type)
      return answer(await deletionFaults(call, { type, id }))
    }
    const resource = given.resource('resource') ?? (id === undefined ? undefined : await storedResource(call, { type, id }))
    if (!resource) throw refuseFhir(400, 'required', 'Send the resource to be validated.', 'resource')
    const own = outcomeIssues(validate(resource))
    const terms = await countyTerms(door, caller.county)
    return answer([
      ...addressIssues(call, mode, resource),
      ...own,
      ...(await profileIssues(terms, resource, given.texts('profile'))),
      ...(mode === 'create' || mode === 'update' ? await lostReferences(call, resource) : []),
      ...(await codeDoubts(terms, resource)),
    ])
  },
}
