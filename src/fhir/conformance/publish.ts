/** Conformance resources made from tables: code systems, value sets, concept maps and profiles, each with address, version, date and the time it holds. */
import type { Resource } from '../resource.ts'
import type { ElementDefinition } from './structure.ts'

/** Of all that is published here: when it last changed. A change of any content changes these two. */
const released = { version: '1.0.0', date: '2026-11-01' } as const

/** What every one says of itself. `from`: since when it holds, as exactly as is known (a year, or a day); `source`: the standard it writes down. */
export type About = { id: string; title: string; from: string; to?: string; source: string }
type Named = readonly [code: string, zh: string, en: string]
/** A code table. `system`: as documents name it; `oid`: the national identifier, where it is another. */
export type CodeTable = About & { system: string; oid?: string; codes: readonly Named[]; content?: 'complete' | 'fragment' | 'not-present' }

/** What the ids begin with of all that is published here. */
const reserved = 'countywide-'
const publishedTypes: ReadonlySet<string> = new Set(['CodeSystem', 'ValueSet', 'ConceptMap', 'StructureDefinition'])
/** Whether this version or a later one may publish something under the id: then nobody else takes it. */
export const isReserved = (type: string, id: string): boolean => publishedTypes.has(type) && id.startsWith(reserved)

const camel = (id: string) => id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase())

/** R4 has no effectivePeriod in these types; this is HL7's extension for it. */
const effective = ({ from, to }: About) => ({
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/resource-effectivePeriod', valuePeriod: { start: from, ...(to ? { end: to } : {}) } },
  ],
})

const head = (resourceType: string, about: About, url: string): Resource => ({
  resourceType,
  id: `${reserved}${about.id}`,
  language: 'zh-CN',
  ...effective(about),
  url,
  version: released.version,
  name: `Countywide${camel(about.id)}`,
  title: about.title,
  status: 'active',
  experimental: false,
  date: released.date,
  publisher: '县域通 Countywide',
  description: about.source,
  jurisdiction: [{ coding: [{ system: 'urn:iso:std:iso:3166', code: 'CN' }] }],
})

/** Address of the value set of all codes of a table. */
export const valueSetUrl = (id: string) => `urn:countywide:valueset:${id}`
export const profileUrl = (id: string) => `urn:countywide:profile:${id}`

/** The CodeSystem of a table: display in Chinese, English as designation. */
export function codeSystemResource(table: CodeTable): Resource {
  const { id, system, oid, codes, content = 'complete' } = table
  return {
    ...head('CodeSystem', table, system),
    ...(oid && oid !== system ? { identifier: [{ system: 'urn:ietf:rfc:3986', value: oid }] } : {}),
    caseSensitive: true,
    valueSet: valueSetUrl(id),
    content,
    ...(content === 'complete' ? { count: codes.length } : {}),
    ...(codes.length
      ? { concept: codes.map(([code, zh, en]) => ({ code, display: zh, ...(en ? { designation: [{ language: 'en', value: en }] } : {}) })) }
      : {}),
  }
}

/** The ValueSet of all codes of a table. */
export const valueSetResource = (table: CodeTable): Resource => ({
  ...head('ValueSet', table, valueSetUrl(table.id)),
  compose: { include: [{ system: table.system }] },
})

/** A map from one system to others: source code, target system, target code, equivalence of R4 seen from the source (`wider`: the target says less). */
export type MapTable = About & {
  sourceSystem: string
  sourceSet: string
  rows: readonly (readonly [code: string, system: string, target: string, equivalence: string])[]
}
export function conceptMapResource(map: MapTable): Resource {
  const targets = [...new Set(map.rows.map(([, system]) => system))]
  return {
    ...head('ConceptMap', map, `urn:countywide:conceptmap:${map.id}`),
    sourceUri: map.sourceSet,
    group: targets.map((target) => ({
      source: map.sourceSystem,
      target,
      element: map.rows
        .filter(([, system]) => system === target)
        .map(([code, , to, equivalence]) => ({ code, target: [{ code: to, equivalence }] })),
    })),
  }
}

/** A profile: what it demands of elements beyond R4, in the order of the type's elements. */
export type Profile = About & { type: string; elements: readonly ElementDefinition[] }
const isExtension = (type: string) => type === 'Extension'

export function profileResource(profile: Profile, url = profileUrl(profile.id)): Resource {
  const { type, elements } = profile
  return {
    ...head('StructureDefinition', profile, url),
    fhirVersion: '4.0.1',
    kind: isExtension(type) ? 'complex-type' : 'resource',
    abstract: false,
    ...(isExtension(type) ? { context: [{ type: 'element', expression: 'Element' }] } : {}),
    type,
    baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
    derivation: 'constraint',
    differential: {
      element: [
        { id: type, path: type },
        ...elements.map(({ path, sliceName, ...rest }) => ({ id: rest.id ?? path, path, ...(sliceName ? { sliceName } : {}), ...rest })),
      ],
    },
  }
}

/** A ValueSet of chosen codes. */
export const enumeratedSet = (about: About, include: readonly object[]): Resource => ({
  ...head('ValueSet', about, valueSetUrl(about.id)),
  compose: { include },
})
