import type { Resource } from '../../fhir/resource.ts'
import type { RecordStore } from '../../record/record.ts'
import type { Need, Needs } from '../grammar/operation.ts'
import { figuresOf } from './figures.ts'
import { freeze } from './frozen.ts'
import type { Counted } from './library.ts'
import type { Asked } from './numbers.ts'

type Of<K extends Need['kind']> = Extract<Need, { kind: K }>

/** Answers what an operation needs: one SELECT a kind of need, all at once. What is to be frozen is kept in the record first (`freeze`). */
export async function answer(house: Asked, county: number, needs: Needs): Promise<Record<string, unknown>> {
  const { record, registry } = house
  const entries = Object.entries(needs)
  const of = <K extends Need['kind']>(kind: K) => entries.filter(([, n]) => n.kind === kind).map(([name, n]) => [name, n as Of<K>] as const)
  const into: Record<string, unknown> = {}
  await Promise.all([
    documents(
      record,
      county,
      [
        ...of('document').map(([name, n]) => [name, n.type, n.id] as const),
        ...of('practitioner').map(([name, n]) => [name, 'Practitioner', n.id] as const),
      ],
      into,
    ),
    organizations(record, county, of('organization'), into),
    persons(record, county, of('person'), into),
    slots(record, county, of('slots'), into),
    codes(record, county, of('codes'), into),
    figures({ record, registry }, county, of('figures'), into),
    ...of('frozen').map(async ([name, n]) => {
      into[name] = await freeze(house, county, n.figure)
    }),
  ])
  return into
}

async function documents(
  record: RecordStore,
  county: number,
  wanted: readonly (readonly [string, string, string])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const found = await record.shared.documents(
    county,
    wanted.map(([, type, id]) => ({ type, id })),
  )
  for (const [name, type, id] of wanted) {
    const doc = found.find((d) => d.type === type && d.id === id)?.doc
    into[name] = doc && (JSON.parse(doc) as Resource)
  }
}

async function organizations(
  record: RecordStore,
  county: number,
  wanted: readonly (readonly [string, Of<'organization'>])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const nodes = await record.organizations(county)
  const find = (id: string | null) => nodes.find((n) => n.id === id)
  for (const [name, { id }] of wanted) {
    const node = find(id)
    const institution = node && find(node.institution)
    const office = institution && institution.type === null && find(institution.parent)?.level === 'county'
    into[name] = office ? { ...node, office } : node
  }
}

async function persons(
  record: RecordStore,
  county: number,
  wanted: readonly (readonly [string, Of<'person'>])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const found = await record.shared.patients(
    county,
    wanted.map(([, n]) => n.id),
  )
  for (const [name, { id }] of wanted) {
    const patients = found
      .filter((p) => p.person === id)
      .map((p) => JSON.parse(p.doc) as Resource)
      .filter((p) => p['active'] !== false)
    into[name] = patients.length ? { id, patients } : undefined
  }
}

async function slots(
  record: RecordStore,
  county: number,
  wanted: readonly (readonly [string, Of<'slots'>])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const taken = await record.db.query<{ resource: string; slot: number }>(
    'select resource, slot from claim where county_id = $1 and resource = any($2::text[]) and until > now()',
    [county, wanted.map(([, n]) => n.resource)],
  )
  for (const [name, { resource, of }] of wanted) {
    const used = new Set(taken.filter((t) => t.resource === resource).map((t) => t.slot))
    into[name] = { free: Array.from({ length: of }, (_, i) => i + 1).filter((slot) => !used.has(slot)) }
  }
}

async function codes(
  record: RecordStore,
  county: number,
  wanted: readonly (readonly [string, Of<'codes'>])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const asked = wanted.flatMap(([, n]) => n.codes)
  const found = await record.shared.codes(county, asked)
  const known = new Set(found.map((c) => `${c.system}|${c.code}`))
  for (const [name, need] of wanted) into[name] = { unknown: need.codes.filter((c) => !known.has(`${c.system}|${c.code}`)) }
}

async function figures(
  house: Counted,
  county: number,
  wanted: readonly (readonly [string, Of<'figures'>])[],
  into: Record<string, unknown>,
) {
  for (const [name, { organization, month }] of wanted) into[name] = (await figuresOf(house, county, month)).get(organization) ?? {}
}
