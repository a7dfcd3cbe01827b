/**
 * Writes src/fhir/terminology/official/*.generated.ts: the code systems, value sets and concept maps of FHIR R4 (4.0.1), with HL7's v2 tables and v3
 * vocabulary, from the package hl7.fhir.r4.examples. Left out: definitions of concepts, designations in other languages than Chinese, and all codes of
 * systems that others own (LOINC, SNOMED CT, DICOM, CPT …): what includes them says `partial`, since nobody can tell here who is a member.
 * Run: npx tsx tools/generate-terminology.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CodeSystem, CodeSystemConcept, ConceptMap, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes'
import { codeExpander } from './r4-codes.ts'

const groups = ['fhir', 'v2', 'v3'] as const
type Group = (typeof groups)[number]
type Official = CodeSystem | ValueSet | ConceptMap

const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'))
const groupOf = (url: string): Group => (/\/v([23])-[^/]*$/.exec(url)?.[1] === '2' ? 'v2' : /\/v3-[^/]*$/.test(url) ? 'v3' : 'fhir')

/** Systems without a CodeSystem in R4 whose codes may be given away: those the value sets name are kept as a fragment. */
const fragments: Readonly<Record<string, string>> = {
  'http://unitsofmeasure.org': 'UCUM',
  'urn:iso:std:iso:3166': 'ISO3166',
  'urn:ietf:bcp:47': 'BCP47',
}
const owned = ['http://dicom.nema.org/resources/ontology/DCM', 'http://snomed.info/sct', 'http://loinc.org']
const isExample = (url: string) => /example|acme|#hacked|\/ConceptMap\/10\d$|cds-hooks|CodeSystem\/summary$/.test(url)

function officials(): Official[] {
  return readdirSync(folder)
    .filter((file) => /^(CodeSystem|ValueSet|ConceptMap)-.*\.json$/.test(file))
    .sort()
    .map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Official)
    .filter((resource) => resource.url && !isExample(resource.url) && !owned.includes(resource.url))
}

const oneLine = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

/** One line a concept: spaces for its depth, code, display unless it is the code, flags (a: not selectable, i: inactive), Chinese name, further children. */
function conceptLines(concepts: readonly CodeSystemConcept[], depth = 0): string[] {
  return concepts.flatMap(({ code = '', display, designation, property, concept }) => {
    const of = (name: string) => property?.filter((p) => p.code === name) ?? []
    const abstract = [...of('notSelectable'), ...of('abstract')].some((p) => p.valueBoolean || p.valueCode === 'true')
    const inactive = of('status').some((p) => /retired|deprecated|inactive/i.test(p.valueCode ?? ''))
    const chinese = designation?.find((d) => d.language?.startsWith('zh') && d.value)?.value
    const name = oneLine(display)
    const children = of('child').flatMap((p) => p.valueCode ?? [])
    const parts = [name === code ? '' : name, `${abstract ? 'a' : ''}${inactive ? 'i' : ''}`, oneLine(chinese), children.join(' ')]
    return [`${' '.repeat(depth)}${[code, ...parts].join('\t').trimEnd()}`, ...conceptLines(concept ?? [], depth + 1)]
  })
}

const head = ({ url, version, name, title }: Official) => ({ url, version, name, ...(title && title !== name ? { title } : {}) })

function systemBlock(system: CodeSystem): string {
  const { content, caseSensitive, valueSet, concept = [] } = system
  const more = { ...(content === 'complete' ? {} : { content }), ...(caseSensitive === false ? { caseSensitive } : {}), valueSet }
  return [JSON.stringify({ ...head(system), ...more }), ...conceptLines(concept)].join('\n')
}

/** Displays that only repeat the code system's own are left out. */
function valueSetLine(set: ValueSet, displayOf: (system: string, code: string) => string | undefined): string {
  const part = (include: ValueSetComposeInclude) => {
    const { system, version, concept, filter, valueSet } = include
    const listed = system && (fragments[system] || displayOf(system, '') !== undefined)
    const codes = concept?.map(({ code = '', display }) => ({
      code,
      ...(display && displayOf(system!, code) !== oneLine(display) ? { display: oneLine(display) } : {}),
    }))
    return {
      system,
      version,
      ...(codes ? (listed ? { concept: codes } : { partial: true }) : {}),
      ...(filter ? { filter: filter.map(({ property, op, value }) => ({ property, op, value })) } : {}),
      valueSet,
    }
  }
  const { include = [], exclude } = set.compose ?? {}
  return JSON.stringify({ ...head(set), compose: { include: include.map(part), ...(exclude ? { exclude: exclude.map(part) } : {}) } })
}

function mapLine(map: ConceptMap): string {
  const { sourceUri = map.sourceCanonical, targetUri = map.targetCanonical } = map
  const group = map.group?.map(({ source, target, element = [] }) => ({
    source,
    target,
    element: element.map(({ code, target: to }) => ({ code, target: to?.map((t) => ({ code: t.code, equivalence: t.equivalence })) })),
  }))
  return JSON.stringify({ ...head(map), sourceUri, targetUri, group })
}

/** What the value sets name of systems that R4 does not define, and the currencies, as code systems. */
function fragmentSystems(sets: readonly ValueSet[]): CodeSystem[] {
  const includes = sets.flatMap((set) => set.compose?.include ?? [])
  const found = Object.entries(fragments).map(([url, name]): CodeSystem => {
    const named = includes.filter((i) => i.system === url).flatMap((i) => i.concept ?? [])
    const byCode = new Map(named.map(({ code = '', display }) => [code, { code, ...(display ? { display } : {}) }]))
    return { resourceType: 'CodeSystem', status: 'active', url, name, content: 'fragment', concept: [...byCode.values()] }
  })
  const currencies = codeExpander([])('http://hl7.org/fhir/ValueSet/currencies', false) ?? []
  const concept = currencies.map((code) => ({ code }))
  return [
    ...found,
    { resourceType: 'CodeSystem', status: 'active', url: 'urn:iso:std:iso:4217', name: 'ISO4217', content: 'complete', concept },
  ]
}

const literal = (lines: readonly string[]) => `\`\n${lines.join('\n').replace(/[\\`]|\$\{/g, '\\$&')}\n\``

/** The files' whole texts. */
export function terminologyFiles(): Record<Group, string> {
  const all = officials()
  const of = <T extends Official>(type: T['resourceType']) => all.filter((r): r is T => r.resourceType === type)
  const sets = of<ValueSet>('ValueSet')
  const systems = [...of<CodeSystem>('CodeSystem'), ...fragmentSystems(sets)]
  const names = new Map<string, Map<string, string>>()
  const collect = (into: Map<string, string>, concepts: readonly CodeSystemConcept[]): Map<string, string> => {
    for (const { code = '', display, concept } of concepts) collect(into.set(code, oneLine(display)), concept ?? [])
    return into
  }
  for (const { url, concept } of systems) names.set(url!, collect(new Map([['', '']]), concept ?? []))
  const displayOf = (system: string, code: string) => names.get(system)?.get(code)
  const text = (group: Group) => {
    const mine = <T extends Official>(list: readonly T[]) => list.filter((r) => groupOf(r.url!) === group)
    return [
      '// Generated by tools/generate-terminology.ts from hl7.fhir.r4.examples (HL7 FHIR R4 4.0.1, CC0); do not edit.',
      `export const CODE_SYSTEMS = ${literal(mine(systems).map(systemBlock))}`,
      `export const VALUE_SETS = ${literal(mine(sets).map((set) => valueSetLine(set, displayOf)))}`,
      `export const CONCEPT_MAPS = ${literal(mine(of<ConceptMap>('ConceptMap')).map(mapLine))}\n`,
    ].join('\n')
  }
  return { fhir: text('fhir'), v2: text('v2'), v3: text('v3') }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [group, text] of Object.entries(terminologyFiles()))
    writeFileSync(fileURLToPath(new URL(`../src/fhir/terminology/official/${group}.generated.ts`, import.meta.url)), text)
