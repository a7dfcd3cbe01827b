import type { Resource } from '../fhir/resource.ts'
import type { Db } from './db.ts'
import type { Dictionary } from './dictionary.ts'

/** An organisation as everything but its own desk needs it; valid in a period, with the institution and township it counts for. */
export type OrgNode = {
  key: number
  id: string
  name: string
  nameEn: string
  level: string
  type: string | null
  parent: string | null
  institution: string | null
  township: string | null
  /** Lies in the county. */
  inside: boolean
  /** Leads a medical group. */
  lead: boolean
  code: string | null
  from: string
  to: string
  successors: string[]
}
export const organizationExtension = (name: string) => `urn:countywide:organization-${name}`
export const institutionCodeSystem = 'urn:countywide:institution-code'

type Extension = { url?: string; valueCode?: string; valueDate?: string; valueString?: string; valueReference?: { reference?: string } }
const refId = (reference?: { reference?: string }) => reference?.reference?.split('/')[1]

/** Reads an Organization document (mapping in capabilities/organisations/fhir.ts) into its node. */
export function nodeOf(doc: Resource, key: number): OrgNode {
  const extensions = (doc['extension'] as Extension[] | undefined) ?? []
  const find = (name: string) => extensions.find((e) => e.url === organizationExtension(name))
  const codings = ((doc['type'] as { coding?: { system?: string; code?: string }[] }[] | undefined) ?? []).flatMap((t) => t.coding ?? [])
  const identifiers = (doc['identifier'] as { system?: string; value?: string }[] | undefined) ?? []
  return {
    key,
    id: doc.id!,
    name: String(doc['name'] ?? doc.id),
    nameEn: ((doc['alias'] as string[] | undefined) ?? [])[0] ?? '',
    level: find('level')?.valueCode ?? 'institution',
    type: codings.find((c) => c.system === 'urn:countywide:ws218')?.code ?? null,
    parent: refId(doc['partOf'] as { reference?: string } | undefined) ?? null,
    institution: null,
    township: find('division')?.valueString ?? null,
    inside: true,
    lead: false,
    code: identifiers.find((i) => i.system === institutionCodeSystem)?.value ?? null,
    from: find('from')?.valueDate ?? '1900-01-01',
    to: find('to')?.valueDate ?? '9999-12-31',
    successors: extensions.filter((e) => e.url === organizationExtension('successor')).map((e) => refId(e.valueReference) ?? ''),
  }
}

const leadOf = (doc: Resource) =>
  refId(((doc['extension'] as Extension[] | undefined) ?? []).find((e) => e.url === organizationExtension('lead'))?.valueReference)

/** Reads all organisations of a county, gives each its institution, and brings the dated dimension up to date with them. */
export async function loadOrganizations(db: Db, county: number, keys: Dictionary): Promise<OrgNode[]> {
  const docs = (
    await db.query<{ doc: string }>(`select doc from resource where county_id = $1 and type = 'Organization' and not deleted`, [county])
  ).map(({ doc }) => JSON.parse(doc) as Resource)
  for (const doc of docs) keys.key('organization', doc.id!)
  if (keys.missing) await keys.intern()
  const nodes = docs.map((doc) => nodeOf(doc, keys.key('organization', doc.id!)))
  const byId = new Map(nodes.map((n) => [n.id, n]))
  const leading = new Set(docs.flatMap((doc) => leadOf(doc) ?? []))
  for (const node of nodes) {
    let at: OrgNode | undefined = node
    for (let depth = 0; at && at.level !== 'institution' && depth < 10; depth++) at = at.parent ? byId.get(at.parent) : undefined
    node.institution = at?.level === 'institution' ? at.id : null
    node.township ??= at?.township ?? null
    node.inside = isInside(node, byId)
    node.lead = leading.has(node.id)
  }
  await saveDimension(db, county, nodes, byId)
  return nodes
}

/** What hangs under a prefecture or a province without the county between lies outside; so do these themselves. */
function isInside(node: OrgNode, byId: ReadonlyMap<string, OrgNode>): boolean {
  let at: OrgNode | undefined = node
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.level === 'county' || at.level === 'group') return true
    if (at.level === 'prefecture' || at.level === 'province') return false
    at = at.parent ? byId.get(at.parent) : undefined
  }
  return true
}

async function saveDimension(db: Db, county: number, nodes: readonly OrgNode[], byId: ReadonlyMap<string, OrgNode>) {
  const keyOf = (id: string | null) => (id ? (byId.get(id)?.key ?? null) : null)
  const rows = nodes.map((n) => ({
    org_key: n.key,
    valid_from: n.from,
    valid_to: n.to,
    org_id: n.id,
    name: n.name,
    level: n.level,
    type: n.type,
    parent_key: keyOf(n.parent),
    institution_key: keyOf(n.institution),
    township: n.township,
    inside: n.inside,
    successors: n.successors.flatMap((id) => keyOf(id) ?? []),
  }))
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x6f726773, county])
    await tx.query(`delete from stale where county_id = $1 and view = 'org_dim'`, [county])
    await tx.query('delete from org_dim where county_id = $1', [county])
    await tx.query(
      `insert into org_dim (county_id, org_key, valid_from, valid_to, org_id, name, level, type, parent_key, institution_key, township, inside, successors)
       select $1, r.* from jsonb_to_recordset($2::text::jsonb) r(org_key int, valid_from date, valid_to date, org_id text, name text, level text, type text, parent_key int, institution_key int, township text, inside boolean, successors int[])`,
      [county, JSON.stringify(rows)],
    )
  })
}
