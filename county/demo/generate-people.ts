import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import type { CountyPlan } from './blueprint.ts'
import { inventedName } from './names.ts'
import { type Random, random } from './random.ts'
import { type Staff, staffing } from './staffing.ts'
import type { Organization, Post, Practitioner } from './types.ts'

/** Doctors 15, nurses 12 digits, village doctors 8, all with the invented division code inside, so that none is a real number. */
const LICENCE = {
  doctor: (c: string, n: number) => `110${c}${pad(n, 6)}`,
  nurse: (c: string, n: number) => `2014${c.slice(2)}${pad(n, 4)}`,
  village: (c: string, n: number) => `${c}${pad(n, 2)}`,
}
const pad = (n: number, width: number) => String(n).padStart(width, '0')

/** Everybody on the staff list, with the second posts that make a county real: shared clinics, outreach days, directors of the group. */
export function practitionersOf(plan: CountyPlan, organizations: Organization[]): Practitioner[] {
  const r = random(plan.seed + 1)
  const names = new Set<string>()
  const people = staffing(plan, organizations)
    .flatMap((s) => Array.from({ length: s.count }, () => s))
    .map((s, i) => person(plan, r, names, s, i + 1))
  for (const [p, post] of secondPosts(plan, organizations, people)) p.posts.push(post)
  return people
}

function person(plan: CountyPlan, r: Random, names: Set<string>, s: Staff, n: number): Practitioner {
  const sex = r.unit() < s.male ? 'male' : 'female'
  const year = 2025 - r.whole(...s.ages)
  const birthDate = `${year}-${pad(r.whole(1, 12), 2)}-${pad(r.whole(1, 28), 2)}`
  const idCard = makeIdCard(plan.code, birthDate, r.whole(100, 498) * 2 + (sex === 'male' ? 1 : 0))
  const from = r.unit() < 0.7 ? '2020-01-01' : `${r.whole(2020, 2024)}-${pad(r.whole(1, 12), 2)}-01`
  const post = { organization: s.at, ...(s.department ? { department: `${s.at}-${s.department}` } : {}), role: s.role, from }
  const licence = s.licence ? { licence: LICENCE[s.licence](plan.code, n) } : {}
  return {
    id: `${plan.slug}-p${pad(n, 3)}`,
    name: freshName(r, names, sex),
    sex,
    birthDate,
    idCard,
    title: s.title,
    ...licence,
    posts: [post],
  }
}

function freshName(r: Random, names: Set<string>, sex: Practitioner['sex']): string {
  const name = inventedName(r, sex)
  if (names.has(name)) return freshName(r, names, sex)
  names.add(name)
  return name
}

function secondPosts(plan: CountyPlan, organizations: Organization[], people: Practitioner[]): [Practitioner, Post][] {
  const { slug } = plan
  const at = (organization: string, role?: Post['role'], department?: string) =>
    people.filter((p) =>
      p.posts.some(
        (x) =>
          x.organization === organization &&
          (!role || x.role === role) &&
          (!department || x.department === `${organization}-${department}`),
      ),
    )
  const posts: [Practitioner, Post][] = []
  const give = (
    p: Practitioner | undefined,
    organization: string,
    department: string | undefined,
    role: Post['role'],
    from = '2022-01-01',
    to?: string,
  ) => {
    if (p)
      posts.push([
        p,
        { organization, ...(department ? { department: `${organization}-${department}` } : {}), role, from, ...(to ? { to } : {}) },
      ])
  }
  give(at(`${slug}-rmyy`, 'director')[0], `${slug}-jt`, undefined, 'director', '2020-01-01')
  for (const t of plan.townships) {
    const centre = `${slug}-${t.slug}-wsy`
    give(at(centre, 'township-doctor')[0], centre, undefined, 'director', '2020-01-01')
    const clinics = organizations.filter((o) => o.parent === centre && o.type === 'D600')
    const orphan = clinics.find((c) => at(c.id).length === 0)
    if (orphan) give(at(clinics.at(-2)!.id)[0], orphan.id, 'qk', 'village-doctor')
  }
  const outreach = plan.townships.slice(1).map((t) => `${slug}-${t.slug}-wsy`)
  for (const [i, department] of ['nk', 'ek', 'wk'].entries())
    if (outreach[i]) give(at(`${slug}-rmyy`, 'county-doctor', department)[0], outreach[i], 'qk', 'county-doctor', '2023-03-01')
  give(at(`${slug}-zyy`, 'county-doctor', 'zyk')[0], outreach[0]!, 'zyk', 'county-doctor', '2023-03-01')
  if (plan.full) {
    give(at(`${slug}-rmyy`, 'reader', 'xdt')[0], `${slug}-120`, 'yqk', 'reader', '2024-01-01')
    give(at(`${slug}-rmyy`, 'privacy-officer')[0], `${slug}-jt`, undefined, 'privacy-officer', '2023-01-01')
    give(at(`${slug}-rmyy`, 'administrator')[0], `${slug}-jt`, undefined, 'administrator', '2023-01-01')
  }
  const m = plan.merged
  const moved = m && at(`${slug}-${m.into}-wsy`, 'township-doctor')[1]
  if (moved) {
    moved.posts[0]!.from = '2023-07-01'
    give(moved, `${slug}-${m.slug}-wsy`, 'qk', 'township-doctor', '2020-01-01', m.last)
  }
  return posts
}
