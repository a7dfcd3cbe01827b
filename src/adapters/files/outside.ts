import { toFhir } from '../../capabilities/organisations/organization/fhir.ts'
import type { RecordStore } from '../../record/record.ts'
import type { Draft, ReadContext } from './kind.ts'

/** 就医地 beyond the county: 2 in the prefecture, 3 in the province, 4 beyond it. */
export type Place = '2' | '3' | '4'
/** What the directory says of the world outside: the institutions there by code, and the administration under which a new one is put. */
export type Outside = { ids: ReadonlySet<string>; parents: Readonly<Partial<Record<Place, string>>>; made: Map<string, Draft[]> }

const groups = {
  2: { name: '市内县外', nameEn: 'In the prefecture, outside the county', level: 'prefecture' },
  3: { name: '省内市外', nameEn: 'In the province, outside the prefecture', level: 'province' },
  4: { name: '省外', nameEn: 'Outside the province', level: 'province' },
} as const
const since = '2000-01-01'

/** Looked up once an import. What earlier files made counts as the directory too. */
export async function outsideOf(record: RecordStore, county: number): Promise<Outside> {
  const nodes = await record.organizations(county)
  const above = (level: string) =>
    nodes.find((n) => n.level === level && nodes.some((below) => below.parent === n.id && !isMade(n.code)))?.id
  const [prefecture, province] = [above('prefecture'), above('province')]
  return {
    ids: new Set(nodes.filter((n) => !n.inside).map((n) => n.id)),
    parents: { ...(prefecture ? { 2: prefecture } : {}), ...(province ? { 3: province } : {}) },
    made: new Map(),
  }
}
const codeOf = (place: Place) => `OUTSIDE-${place}`
const isMade = (code: string | null) => code?.startsWith('OUTSIDE-') === true

/** The id an institution outside the county gets when the directory does not have its code. */
export const outsideId = (context: ReadContext, code: string) => context.id('outside', 'institution', code)

/** An institution outside the county that a settlement names, and the group it stands under; written only when absent. */
export function outsideInstitution(context: ReadContext, outside: Outside, place: Place, code: string, name: string): Draft[] {
  const key = `${place} ${code} ${name}`
  const known = outside.made.get(key) ?? make(context, outside, place, code, name)
  outside.made.set(key, known)
  return known
}
function make(context: ReadContext, { parents }: Outside, place: Place, code: string, name: string): Draft[] {
  const group = groups[place]
  const parent = parents[place] ?? context.id('outside', 'place', place)
  const common = { state: 'active' as const, from: since, successors: [] }
  const drafts = [toFhir({ ...common, id: outsideId(context, code), code, name, level: 'institution', parent })]
  if (!parents[place]) drafts.push(toFhir({ ...common, ...group, id: parent, code: codeOf(place) }))
  return drafts.map(([resource]) => ({ resource: resource!, owner: 'organization', weak: true }))
}
