import type { Account, DemoCounty, Practitioner as Person } from '../../county/demo/types.ts'
import { idCardClaim, villageClaim } from '../capabilities/organisations/claims.ts'
import { toFhir as organizationToFhir } from '../capabilities/organisations/organization/fhir.ts'
import { toFhir as practitionerToFhir } from '../capabilities/organisations/practitioner/fhir.ts'
import { toFhir as rosterToFhir } from '../capabilities/organisations/roster/fhir.ts'
import { toFhir as teamToFhir } from '../capabilities/organisations/team/fhir.ts'
import type { Resource } from '../fhir/resource.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { ensureDivisions } from '../record/divisions.ts'
import type { Plan } from '../record/plan.ts'
import { readMany } from '../record/read.ts'
import type { RecordStore } from '../record/record.ts'
import { createAccount, type Grant } from '../server/access/accounts.ts'
import { ensureRoles } from '../server/access/roles.ts'
import { organizationsOf, practitionersOf, rostersOf, teamsOf } from './seed-shapes.ts'

/** Documents that belong together, and what only they may hold. */
type Seed = { owner: string; resources: readonly Resource[]; claims?: readonly string[] }
const perPlan = 200

/** Writes a county and its organisations, people, teams and this week's duties, where they are absent: a second start changes nothing. */
export async function seedCounty(record: RecordStore, demo: DemoCounty, now: Date = new Date()): Promise<void> {
  const county = Number(demo.county.code)
  await record.addCounty({ id: county, name: demo.county.name, nameEn: demo.county.nameEn })
  await ensureDivisions(record.db, county, demo.county.divisions)
  const seeds: Seed[] = [
    ...organizationsOf(demo).map((o) => ({ owner: 'organization', resources: organizationToFhir(o) })),
    ...practitionersOf(demo).map((p) => ({
      owner: 'practitioner',
      resources: practitionerToFhir(p),
      claims: p.idCard === undefined ? [] : [idCardClaim(p.idCard)],
    })),
    ...teamsOf(demo).map((t) => ({ owner: 'team', resources: teamToFhir(t), claims: t.villages.map((v) => villageClaim(v.code)) })),
    ...rostersOf(demo, now).map((r) => ({ owner: 'roster', resources: rosterToFhir(r) })),
  ]
  const keys = seeds.map(({ resources: [main] }) => ({ type: main!.resourceType, id: main!.id! }))
  const known = new Set((await readMany(record.db, county, keys)).map((d) => `${d.type}/${d.id}`))
  const absent = seeds.filter((_, i) => !known.has(`${keys[i]!.type}/${keys[i]!.id}`))
  await Promise.all(chunksOf(absent).map((chunk) => record.write(planOf(county, chunk, now))))
}

function planOf(county: number, seeds: readonly Seed[], now: Date): Plan {
  const holder = ({ resources: [main] }: Seed) => main!.id!
  return {
    county,
    origin: 'import',
    audit: { at: now.toISOString(), actor: 'system', organization: '', action: 'demo.seed', detail: { cases: seeds.length } },
    documents: seeds.flatMap(({ owner, resources }) =>
      resources.map((r) => ({ type: r.resourceType, id: r.id!, before: 'new' as const, doc: JSON.stringify(r), owner })),
    ),
    claims: seeds.flatMap((s) => (s.claims ?? []).map((resource) => ({ resource, slot: 1, holder: holder(s) }))),
  }
}

/** Whole cases, at most `perPlan` documents together. */
function chunksOf(seeds: readonly Seed[]): Seed[][] {
  const chunks: Seed[][] = []
  let room = 0
  for (const seed of seeds) {
    if (seed.resources.length > room) {
      chunks.push([])
      room = perPlan
    }
    chunks.at(-1)!.push(seed)
    room -= seed.resources.length
  }
  return chunks
}

export type DemoLogin = { login: string; name: string; title: Text; organization: string; roles: readonly string[] }

/** Makes the demo accounts that are absent, all with one password that need not be changed. @returns every demo login, its first organisation and its roles */
export async function seedAccounts(record: RecordStore, demo: DemoCounty, password: string, now: Date = new Date()): Promise<DemoLogin[]> {
  const county = Number(demo.county.code)
  await ensureRoles(record.db, county)
  await record.organizations(county) // sign-in names posts from the dimension that this fills
  const known = await record.db.query<{ login: string }>('select login from account where county_id = $1', [county])
  const people = new Map(demo.practitioners.map((p) => [p.id, p]))
  const logins = demo.accounts.map((account) => {
    const person = people.get(account.practitioner)!
    return { account, person, grants: grantsOf(account, person) }
  })
  await Promise.all(
    logins
      .filter(({ account }) => !known.some((k) => k.login === account.login))
      .map(({ account: { login, practitioner }, person: { name }, grants }) =>
        createAccount(record.db, county, { login, name, practitioner, grants, password, mustChange: false }, now),
      ),
  )
  return logins.map(({ account: { login, title, roles }, person: { name }, grants }) => ({
    login,
    name,
    title: [title.zh, title.en],
    organization: grants[0]?.organization ?? '',
    roles,
  }))
}

/** A role is granted where its holder has a post with it; a role without a post of its own (a director who also treats) at the posts in departments. */
function grantsOf({ roles }: Account, { posts }: Person): Grant[] {
  const open = posts.filter((p) => !p.to)
  return roles.flatMap((role) => {
    const own = open.filter((p) => p.role === role)
    return (own.length ? own : open.filter((p) => p.department)).map(({ organization }) => ({ organization, role }))
  })
}
