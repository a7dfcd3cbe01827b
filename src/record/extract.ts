import { LRUCache } from 'lru-cache'
import { initialsOf, type NameReading, nameReadings } from '../fhir/china/pinyin.ts'
import type { Resource } from '../fhir/resource.ts'
import type { Dictionary } from './dictionary.ts'
import { derivedId } from './ids.ts'
import { localMonth } from './local-day.ts'
import { gramsIn } from './persons.ts'
import { residentMark, residentViews } from './residents.ts'
import { searchRows } from './search/rows.ts'
import { matchMarks } from './settlements.ts'
import { type Row, type Table, tables } from './table.ts'
import { type FlatView, position } from './view.ts'

/** A mark that a view's rows of a month, an organisation, a patient and (where it is known) a day have changed. */
export type Mark = readonly [view: string, month: string, orgKey: number, patient: string | null, day?: string | null]
/** Everything besides the document itself that the record keeps of one version of a resource. */
export type Extract = { rows: (readonly [Table, readonly Row[]])[]; marks: Mark[] }
export type ExtractContext = {
  county: number
  salt: string
  views: readonly FlatView[]
  keys: Dictionary
  uniqueSystems: ReadonlySet<string>
  /** Extracts of texts written lately, by the text itself: the next version needs what the last one gave. */
  recent: { get(doc: string): Extract | undefined; set(doc: string, extract: Extract): unknown }
}

type Identifier = { system?: string; value?: string }
/** 身份证 OID root (standards part 14.5): patients that share a number are one person. */
const idCardSystem = 'urn:oid:2.16.156.10011.1.3'

/** The search rows, compartments, unique identifiers, names, person binding and flat rows of a resource. Pure but for the dictionary, which notes values it does not know yet. */
export function extract(resource: Resource, context: ExtractContext): Extract {
  const { resourceType: type, id = '' } = resource
  const rows: (readonly [Table, readonly Row[]])[] = searchRows(context.county, resource)
  const unique = identifiers(resource).filter(({ system, value }) => system && value && context.uniqueSystems.has(system))
  if (unique.length) rows.push([tables.identifier, unique.map(({ system, value }) => [type, system, value, id])])
  const bound = type === 'Patient' ? personRow(resource, context) : undefined
  if (bound) rows.push([tables.person, [bound]], [tables.person_name, nameRows(resource, context)])

  const marks: Mark[] = type === 'Organization' ? [['org_dim', localMonth('2000-01-01'), 0, null]] : []
  for (const view of context.views) {
    if (view.resource !== type) continue
    const flat = view.rows(resource, context.keys)
    rows.push([view.table, flat])
    marks.push(...matchMarks(view, flat))
    if (flat.length && bound && residentViews.has(view.name)) marks.push(residentMark(id), residentMark(bound[2] as string))
    for (const row of view.measured ? flat : [])
      if (row[position.month])
        marks.push([
          view.name,
          row[position.month] as string,
          row[position.org] as number,
          (row[position.patient] as string | null) ?? null,
          (row[position.day] as string | null) ?? null,
        ])
  }
  return { rows, marks }
}

const identifiers = (resource: Resource) => (Array.isArray(resource['identifier']) ? (resource['identifier'] as Identifier[]) : [])

/** The patient whom a resource says it is about. */
export function patientOf(resource: Resource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id
  const { reference } = (resource['subject'] ?? resource['patient'] ?? resource['for'] ?? {}) as { reference?: string }
  return reference?.startsWith('Patient/') ? reference.slice(8) : undefined
}

/** The person a patient is without any decision: patients with one ID number are one, without a number each is his own. */
export function foundedBy(patient: Resource, { salt, county }: Pick<ExtractContext, 'salt' | 'county'>): string {
  const card = identifiers(patient).find(({ system }) => system === idCardSystem)?.value
  return card ? derivedId(salt, county, 'person', 'id-card', card) : patient.id!
}
const personRow = (patient: Resource, context: ExtractContext): Row => [patient.id, '-infinity', foundedBy(patient, context)]

const lately = new LRUCache<string, NameReading[]>({ max: 20_000 })
/** Names come again: one person is a patient of several institutions, and many share a name. */
function readingsOf(name: string): NameReading[] {
  const known = lately.get(name) ?? nameReadings(name)
  lately.set(name, known)
  return known
}

/** R4 allows a birth date of a year or a month, which is no day. */
const wholeDay = (date: unknown) => (typeof date === 'string' && date.length === 10 ? date : null)

type HumanName = { text?: string; family?: string; given?: string[] }
function nameRows(patient: Resource, { county }: ExtractContext): Row[] {
  const name =
    ((patient['name'] as HumanName[] | undefined) ?? [])
      .map((n) => n.text ?? `${n.family ?? ''}${n.given?.join('') ?? ''}`)
      .find(Boolean) ?? ''
  const phone =
    ((patient['telecom'] as { system?: string; value?: string }[] | undefined) ?? []).find((t) => t.system === 'phone')?.value ?? null
  const card = identifiers(patient).find(({ system }) => system === idCardSystem)?.value ?? null
  const readings = name ? readingsOf(name) : [{ pinyin: '', initials: '' }]
  return readings.map(({ pinyin, initials }, i) => [
    patient.id,
    i,
    name,
    pinyin,
    initials || initialsOf(name),
    wholeDay(patient['birthDate']),
    patient['gender'] ?? null,
    card,
    phone,
    gramsIn(county, name),
    patient['active'] !== false,
  ])
}
