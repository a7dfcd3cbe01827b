import type { CodeSystem } from '../../../fhir/terminology/types.ts'
import { refuseFhir } from '../outcome.ts'
import type { FhirOperation } from './operation.ts'
import { mustBeKnown, needed, parametersAnswer, parametersOf } from './parameters.ts'
import { systemFor, termsFor } from './terms.ts'

const known = ['codeA', 'codeB', 'system', 'version', 'codingA', 'codingB', 'date', 'codeSystem', 'resource']

/** A code as the system writes it, or a heading above codes that are listed (ICD-10 categories). @throws FhirRefusal 404 for all others */
function codeIn(system: CodeSystem, code: string, name: string): string {
  const concept = system.find(code)
  if (concept) return concept.code
  for (const one of system.concepts.keys()) if (system.isA(one, code)) return code
  throw refuseFhir(404, 'not-found', `${JSON.stringify(code.slice(0, 100))} is not among the codes held here of ${system.url}.`, name)
}

/** `CodeSystem/$subsumes` (http://hl7.org/fhir/R4/codesystem-operation-subsumes.html): which of two codes contains the other. */
export const subsumes: FhirOperation = {
  name: 'subsumes',
  definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-subsumes',
  levels: ['type', 'instance'],
  types: ['CodeSystem'],
  changes: false,
  async run(call) {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'subsumes', known)
    const [first, second] = [given.coding('codingA'), given.coding('codingB')]
    const codeA = needed(first?.code ?? given.text('codeA'), 'codeA or codingA')
    const codeB = needed(second?.code ?? given.text('codeB'), 'codeB or codingB')
    if (first?.system !== second?.system) throw refuseFhir(400, 'invalid', 'Both codes must be of one system.', 'codingB')
    const terms = await termsFor(call, given)
    const system = await systemFor(call, given, terms, first?.system ?? given.text('system'))
    const [a, b] = [codeIn(system, codeA, 'codeA'), codeIn(system, codeB, 'codeB')]
    const outcome = a === b ? 'equivalent' : system.isA(b, a) ? 'subsumes' : system.isA(a, b) ? 'subsumed-by' : 'not-subsumed'
    return parametersAnswer([{ name: 'outcome', valueCode: outcome }])
  },
}
