import type { StructureDefinition } from '../../../fhir/conformance/structure.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { labelsOf } from '../../../fhir/security-labels.ts'
import { definitionsBut, definitionsStamp } from '../../../record/definitions.ts'
import type { RecordStore } from '../../../record/record.ts'
import type { Caller } from '../caller.ts'

/** Types of resources that say how others are to be understood. */
const types = ['CodeSystem', 'ValueSet', 'ConceptMap', 'StructureDefinition'] as const
export type DefinitionType = (typeof types)[number]
/** The conformance resources of a county, parsed. */
export type Definitions = {
  byId(type: DefinitionType, id: string): Resource | undefined
  /** Of several versions the one asked for, otherwise the last one; also by an identifier that is an address (OIDs of national standards). */
  byUrl(type: DefinitionType, url: string, version?: string): Resource | undefined
  all(type: DefinitionType): readonly Resource[]
}

type Kept = { stamp: string; resources: ReadonlyMap<string, Resource>; definitions: Definitions }
const kept = new WeakMap<RecordStore, Map<number, Kept>>()

const addresses = (resource: Resource): string[] => {
  const identifiers = [resource['identifier']].flat() as ({ system?: string; value?: string } | undefined)[]
  const named = identifiers.flatMap((i) => (i?.system === 'urn:ietf:rfc:3986' && i.value ? [i.value] : []))
  return [...(typeof resource['url'] === 'string' ? [resource['url']] : []), ...named]
}

function indexed(resources: ReadonlyMap<string, Resource>): Definitions {
  const byUrl = new Map<string, Resource[]>()
  for (const resource of resources.values())
    for (const url of addresses(resource)) {
      const key = `${resource.resourceType} ${url}`
      byUrl.set(key, [...(byUrl.get(key) ?? []), resource])
    }
  const newest = (a: Resource, b: Resource) =>
    String(b['version'] ?? '').localeCompare(String(a['version'] ?? ''), 'en', { numeric: true }) || (a.id! < b.id! ? -1 : 1)
  for (const list of byUrl.values()) list.sort(newest)
  const byId = new Map([...resources.values()].map((r) => [`${r.resourceType}/${r.id}`, r]))
  return {
    byId: (type, id) => byId.get(`${type}/${id}`),
    byUrl: (type, url, version) => {
      const found = byUrl.get(`${type} ${url}`)
      return version === undefined ? found?.[0] : found?.find((r) => r['version'] === version)
    },
    all: (type) => [...resources.values()].filter((r) => r.resourceType === type),
  }
}

/** What the county has written of them up to now: one short question each time, and the texts of those that changed. */
export async function definitionsOf(record: RecordStore, county: number): Promise<Definitions> {
  const of = kept.get(record) ?? new Map<number, Kept>()
  kept.set(record, of)
  const stamp = await definitionsStamp(record.db, county, types)
  const there = of.get(county)
  if (there?.stamp === stamp) return there.definitions
  const rows = await definitionsBut(record.db, county, types, [...(there?.resources.keys() ?? [])])
  const resources = new Map(
    rows.flatMap(({ type, id, version, doc }): [string, Resource][] => {
      const key = `${type}/${id}/${version}`
      const resource = doc === null ? there?.resources.get(key) : (JSON.parse(doc) as Resource)
      return resource ? [[key, resource]] : []
    }),
  )
  const definitions = indexed(resources)
  of.set(county, { stamp, resources, definitions })
  return definitions
}

/** What of them a caller may read. */
export function openTo({ may, reader }: Caller, { byId, byUrl, all }: Definitions): Definitions {
  const open = (resource: Resource) => may('read', resource.resourceType) && (labelsOf(resource) & ~reader.labels) === 0
  const only = (resource: Resource | undefined) => (resource && open(resource) ? resource : undefined)
  return {
    byId: (type, id) => only(byId(type, id)),
    byUrl: (type, url, version) => only(byUrl(type, url, version)),
    all: (type) => all(type).filter(open),
  }
}

export const profileIn = (definitions: Definitions, canonical: string): StructureDefinition | undefined => {
  const [url = '', version] = canonical.split('|')
  return definitions.byUrl('StructureDefinition', url, version) as StructureDefinition | undefined
}
