import { type Checked, type Coding, inSystem, inSystemNamed, inValueSet } from '../../../fhir/terminology/check.ts'
import { refuseFhir } from '../outcome.ts'
import type { FhirOperation, OperationCall } from './operation.ts'
import { asking, mustBeKnown, type Parameters, parametersAnswer, parametersOf } from './parameters.ts'
import { systemFor, termsFor, valueSetFor } from './terms.ts'

const coded = [
  'url',
  'code',
  'system',
  'systemVersion',
  'display',
  'coding',
  'codeableConcept',
  'date',
  'abstract',
  'displayLanguage',
  'resource',
]
const known = {
  CodeSystem: [...coded, 'codeSystem', 'version'],
  ValueSet: [...coded, 'valueSet', 'valueSetVersion', 'inferSystem'],
}

/** The codes in question: one, or those of a concept, of which one must do. */
function codingsIn(given: Parameters, needsSystem: boolean): readonly Coding[] {
  const coding = given.coding('coding')
  const concept = given.concept('codeableConcept')
  const code = given.text('code')
  const found = coding ? [coding] : (concept ?? (code === undefined ? undefined : [single(given, code)]))
  if (!found?.length) throw refuseFhir(400, 'required', 'Give a code with its system, a coding or a codeableConcept.', 'code')
  if (needsSystem && found.some(({ system }) => system === undefined))
    throw refuseFhir(400, 'required', 'A code alone says nothing: give its system (or inferSystem).', 'system')
  return found
}
const single = (given: Parameters, code: string): Coding => ({
  system: given.text('system'),
  version: given.text('systemVersion'),
  code,
  display: given.text('display'),
})

async function checksIn(call: OperationCall, given: Parameters): Promise<Checked[]> {
  const terms = await termsFor(call, given)
  const abstract = given.flag('abstract') ?? true
  if (call.type === 'ValueSet') {
    const set = await valueSetFor(call, given, terms)
    const codings = codingsIn(given, given.flag('inferSystem') !== true && given.text('code') === undefined)
    return asking(() => Promise.all(codings.map((coding) => inValueSet(terms, set, coding, abstract))))
  }
  const address = given.text('url') ?? given.text('system')
  const codings = codingsIn(given, false)
  if (call.id === undefined && address === undefined && !given.resource('codeSystem') && codings.every((c) => c.system !== undefined))
    return Promise.all(codings.map((c) => inSystemNamed(terms, { ...c, system: c.system! }, abstract)))
  const system = await systemFor(call, given, terms, address)
  return codings.map((coding) =>
    coding.system === undefined || coding.system === system.url
      ? inSystem(system, coding, abstract)
      : { result: false, sure: true, message: `${coding.system} is not ${system.url}.` },
  )
}

const validateCode = (type: 'CodeSystem' | 'ValueSet'): FhirOperation => ({
  name: 'validate-code',
  definition: `http://hl7.org/fhir/OperationDefinition/${type}-validate-code`,
  levels: ['type', 'instance'],
  types: [type],
  changes: false,
  async run(call) {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'validate-code', known[type])
    const checks = await checksIn(call, given)
    const best = checks.find(({ result }) => result) ?? checks.find(({ sure }) => !sure) ?? checks[0]!
    return parametersAnswer([
      { name: 'result', valueBoolean: best.result },
      best.message ? { name: 'message', valueString: best.message } : undefined,
      best.display ? { name: 'display', valueString: best.display } : undefined,
      // as HL7's own terminology server says that the answer hangs on a system it does not hold
      !best.sure && best.system ? { name: 'x-caused-by-unknown-system', valueCanonical: best.system } : undefined,
    ])
  },
})

/** `CodeSystem/$validate-code`: whether a code exists, its name, and whether the display is one of its names. */
export const validateCodeOfSystem = validateCode('CodeSystem')
/** `ValueSet/$validate-code`: whether a code is a member. */
export const validateCodeOfSet = validateCode('ValueSet')
