import type { CodeSystem, Concept, Property } from '../../../fhir/terminology/types.ts'
import { refuseFhir } from '../outcome.ts'
import type { FhirOperation } from './operation.ts'
import { mustBeKnown, needed, parametersAnswer, parametersOf } from './parameters.ts'
import { systemFor, termsFor } from './terms.ts'

const known = ['code', 'system', 'version', 'coding', 'date', 'displayLanguage', 'property', 'codeSystem', 'resource']
type Part = { name: string; part?: readonly object[] } & Readonly<Record<string, unknown>>
const property = (code: string, value: object): Part => ({
  name: 'property',
  part: [
    { name: 'code', valueCode: code },
    { name: 'value', ...value },
  ],
})

/** The properties of a concept: its place, whether it may be chosen, and what the system says besides. */
function propertiesOf(system: CodeSystem, concept: Concept, wanted: readonly string[]): Part[] {
  const own = (concept.properties ?? []).map(({ code, ...value }: Property) => property(code, value))
  const all: Part[] = [
    ...system.parents(concept.code).map((code) => property('parent', { valueCode: code })),
    ...system.children(concept.code).map((code) => property('child', { valueCode: code })),
    ...(concept.inactive ? [property('inactive', { valueBoolean: true })] : []),
    ...(concept.abstract ? [property('notSelectable', { valueBoolean: true })] : []),
    ...(concept.definition ? [property('definition', { valueString: concept.definition })] : []),
    ...own,
  ]
  const seen = new Set<string>()
  return all.filter((one) => {
    const [{ valueCode }] = one.part as [{ valueCode: string }]
    const key = JSON.stringify(one.part)
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh && (!wanted.length || wanted.includes(valueCode) || wanted.includes('*'))
  })
}

/** `CodeSystem/$lookup` (http://hl7.org/fhir/R4/codesystem-operation-lookup.html): what a code means. */
export const lookup: FhirOperation = {
  name: 'lookup',
  definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup',
  levels: ['type', 'instance'],
  types: ['CodeSystem'],
  changes: false,
  async run(call) {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'lookup', known)
    const coding = given.coding('coding')
    const code = needed(coding?.code ?? given.text('code'), 'a code with its system, or a coding')
    const terms = await termsFor(call, given)
    const system = await systemFor(call, given, terms, coding?.system ?? given.text('system'))
    const concept = system.find(code)
    if (!concept)
      throw refuseFhir(404, 'not-found', `${JSON.stringify(code.slice(0, 100))} is not among the codes held here of ${system.url}.`, 'code')
    const language = given.text('displayLanguage')?.toLowerCase()
    const designations = concept.designations ?? []
    const display = (language && designations.find((d) => d.language?.toLowerCase().startsWith(language))?.value) || concept.display
    const wanted = given.texts('property')
    return parametersAnswer([
      { name: 'name', valueString: system.title ?? system.name ?? system.url },
      system.version ? { name: 'version', valueString: system.version } : undefined,
      { name: 'display', valueString: display ?? concept.code },
      ...designations.map(({ language, use, value }) => ({
        name: 'designation',
        part: [
          ...(language ? [{ name: 'language', valueCode: language }] : []),
          ...(use ? [{ name: 'use', valueCoding: use }] : []),
          { name: 'value', valueString: value },
        ],
      })),
      ...propertiesOf(system, concept, wanted),
    ])
  },
}
