import type { Resource } from '../../fhir/resource.ts'
import { boundTo } from '../../record/binding.ts'
import { mappedOn } from '../../record/code-mapping.ts'
import { strangeDivisions } from '../../record/divisions.ts'
import type { RecordStore } from '../../record/record.ts'
import type { Need, Needs, Organization } from '../grammar/operation.ts'
import { figuresOf } from './figures.ts'
import { freeze } from './frozen.ts'
import { known } from './known.ts'
import { type Counted, isPrefecture } from './library.ts'
import { monthFigures } from './month-figures.ts'
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
    organizations(record, county, [...of('organization'), ...of('organizations')], into),
    persons(record, county, of('person'), into),
    ...of('bound').map(async ([name, { id }]) => {
      into[name] = await boundTo(record.db, county, (await record.context(county)).salt, id)
    }),
    slots(record, county, of('slots'), into),
    codes(record, county, of('codes'), into),
    ...of('mapped').map(async ([name, n]) => {
      into[name] = await mappedOn(record.db, county, n.by, n.codes, n.day)
    }),
    ...of('divisions').map(async ([name, n]) => {
      into[name] = { unknown: n.codes.length ? await strangeDivisions(record.db, county, n.codes) : [] }
    }),
    figures({ record, registry }, county, of('figures'), into),
    ...of('frozen').map(async ([name, n]) => {
      into[name] = await freeze(house, county, n.figure)
    }),
    ...of('numbers').map(async ([name, { codes, month }]) => {
      into[name] = await monthFigures(house, county, codes, month)
    }),
    ...of('holder').map(async ([name, n]) => {
      into[name] = await holder(record, county, n)
    }),
    ...of('counties').map(async ([name]) => {
      into[name] = await counties(record, county)
    }),
    ...of('known').map(async ([name]) => {
      into[name] = await known(house, county)
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
  wanted: readonly (readonly [string, Of<'organization'> | Of<'organizations'>])[],
  into: Record<string, unknown>,
) {
  if (!wanted.length) return
  const nodes = await record.organizations(county)
  const find = (id: string | null): Organization | undefined => {
    const node = nodes.find((n) => n.id === id)
    const institution = node && nodes.find((n) => n.id === node.institution)
    const office = institution?.type === null && nodes.find((n) => n.id === institution.parent)?.level === 'county'
    return node && ({ ...node, ...(office ? { office } : {}) } as Organization)
  }
  for (const [name, n] of wanted)
    into[name] = n.kind === 'organization' ? find(n.id) : new Map(n.ids.flatMap((id) => (find(id) ? [[id, find(id)]] : [])))
}

async function counties(record: RecordStore, county: number): Promise<ReadonlyMap<string, string>> {
  if (!isPrefecture(county)) return new Map()
  const below = (await record.counties()).filter(({ id }) => id !== county && Math.floor(id / 100) === county / 100)
  return new Map(below.map(({ id, name }) => [String(id), name]))
}

async function holder(record: RecordStore, county: number, { resource, type }: Of<'holder'>): Promise<Resource | undefined> {
  const [row] = await record.db.query<{ doc: string }>(
    `select r.doc from claim c join resource r on r.county_id = c.county_id and r.type = $3 and r.id = c.holder and not r.deleted
     where c.county_id = $1 and c.resource = $2 and c.slot = 1 and c.until > now()`,
    [county, resource, type],
  )
  return row && (JSON.parse(row.doc) as Resource)
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
