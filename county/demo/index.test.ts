import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { organizationCheckCharacter } from '../../src/fhir/china/credit-code.ts'
import { readIdCard } from '../../src/fhir/china/id-card.ts'
import { blueprint } from './blueprint.ts'
import { filesOf } from './county-files.ts'
import { demoCounties, demoCounty } from './index.ts'
import { furtherCounties, prefectureCounties } from './prefecture.ts'

/** WS 218-2002 types that a county of this size has. */
const INSTITUTION_TYPES = new Set(['A100', 'A210', 'B100', 'C210', 'C220', 'D600', 'E100', 'G100', 'J100'])
const repeated = (values: string[]) => values.filter((v, i) => values.indexOf(v) !== i)
const counties = demoCounties()
const further = furtherCounties()

it('has one full county and two small ones', () => {
  expect(counties.map((c) => c.county.name)).toEqual(['青原县', '松泉县', '石岭县'])
  expect(counties[0]!.practitioners.length).toBeGreaterThan(150)
  expect(counties[0]!.organizations.filter((o) => o.type === 'D600')).toHaveLength(70)
  expect(counties[1]!.organizations.filter((o) => o.type === 'D600')).toHaveLength(12)
  expect(() => demoCounty('141033')).toThrow(/ENOENT/)
})

it.each(blueprint)('holds the very files that the blueprint of $name unfolds to', (plan) => {
  for (const [name, text] of Object.entries(filesOf(plan)))
    expect(readFileSync(new URL(`./${plan.code}/${name}`, import.meta.url), 'utf8')).toBe(text)
})

it('makes a prefecture of 17 counties with 151 township health centres and 20 community health centres', () => {
  const open = prefectureCounties().map((one) => one.organizations.filter((o) => o.level === 'institution' && !o.to))
  const ofType = (type: RegExp) => open.map((of) => of.filter((o) => type.test(o.type ?? '')).length)
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
  expect(open).toHaveLength(17)
  expect(sum(ofType(/^C2/))).toBe(151)
  expect(sum(ofType(/^B1/))).toBe(20)
  for (const type of [/^A100/, /^A210/, /^G100/])
    expect(further.map((_, i) => ofType(type)[i + 3]! - (type.source === '^A100' ? 2 : 0))).toEqual(further.map(() => 1))
  expect(further.map((c) => c.accounts.length)).toEqual(further.map(() => 1))
  expect(repeated(prefectureCounties().flatMap((c) => c.accounts.map((a) => a.login)))).toEqual([])
  expect(furtherCounties()).toEqual(further)
})

describe.each([...counties, ...further].map((c) => [c.county.name, c] as const))(
  '%s',
  (_, { county, organizations, practitioners, teams, accounts, roster, boundaries }) => {
    const byId = new Map(organizations.map((o) => [o.id, o]))
    const places = new Map(county.divisions.map((d) => [d.code, d]))
    const people = new Map(practitioners.map((p) => [p.id, p]))

    it('names nothing twice and uses ids that FHIR allows', () => {
      for (const rows of [organizations, practitioners, teams]) {
        expect(repeated(rows.map((o) => o.id))).toEqual([])
        expect(rows.filter((o) => !/^[A-Za-z0-9.-]{1,64}$/.test(o.id))).toEqual([])
      }
      expect(repeated(organizations.map((o) => o.code))).toEqual([])
      expect(repeated(practitioners.map((p) => p.idCard))).toEqual([])
      expect(repeated(practitioners.flatMap((p) => p.licence ?? []))).toEqual([])
      expect(repeated(accounts.map((a) => a.login))).toEqual([])
    })

    it('hangs every organisation below another, up to one province', () => {
      expect(organizations.filter((o) => !o.parent).map((o) => o.level)).toEqual(['province'])
      expect(organizations.filter((o) => o.parent && !byId.has(o.parent))).toEqual([])
      for (const o of organizations.filter((x) => x.level === 'department')) expect(byId.get(o.parent!)?.level).toBe('institution')
      for (const o of organizations.filter((x) => x.type === 'D600')) expect(byId.get(o.parent!)?.type).toMatch(/^C2[12]0$/)
      expect(byId.get(organizations.find((o) => o.level === 'group')!.lead!)?.type).toBe('A100')
    })

    it('gives institutions a WS 218 type, a checked code and a place', () => {
      const institutions = organizations.filter((o) => o.level === 'institution')
      expect(institutions.filter((o) => o.type && !INSTITUTION_TYPES.has(o.type))).toEqual([])
      expect(institutions.filter((o) => !o.type).every((o) => /[委局]/.test(o.name))).toBe(true)
      expect(organizations.filter((o) => o.code[8] !== organizationCheckCharacter(o.code.slice(0, 8)))).toEqual([])
      expect(organizations.filter((o) => (o.township && !places.has(o.township)) || (o.village && !places.has(o.village)))).toEqual([])
    })

    it('ends an organisation together with its departments and names who took over', () => {
      for (const o of organizations.filter((x) => x.to)) {
        const heirs = (o.level === 'department' ? byId.get(o.parent!)!.successors : o.successors) ?? []
        expect(heirs.map((id) => byId.get(id)?.to)).toEqual([undefined])
      }
    })

    it('adds village populations up to townships and townships to the county', () => {
      const sum = (length: number, prefix: string) =>
        county.divisions.filter((d) => d.code.length === length && d.code.startsWith(prefix)).reduce((n, d) => n + d.population, 0)
      expect(sum(9, county.code)).toBe(county.population.resident)
      for (const d of county.divisions.filter((x) => x.code.length === 9)) expect(sum(12, d.code)).toBe(d.population)
      expect(county.population.ages.reduce((n, a) => n + a.share, 0)).toBeCloseTo(1, 2)
    })

    it('has valid invented identity numbers that agree with birth and sex', () => {
      for (const p of practitioners) {
        expect(readIdCard(p.idCard)).toEqual({ ok: true, birthDate: p.birthDate, sex: p.sex, value: p.idCard, region: county.code })
      }
    })

    it('gives every post an open organisation and a department of it', () => {
      for (const post of practitioners.flatMap((p) => p.posts)) {
        const o = byId.get(post.organization)
        expect(o).toBeDefined()
        expect(post.from >= o!.from && (post.to ?? '9999') <= (o!.to ?? '9999')).toBe(true)
        if (post.department) expect(byId.get(post.department)?.parent).toBe(post.organization)
      }
      for (const clinic of organizations.filter((o) => o.type === 'D600'))
        expect(practitioners.some((p) => p.posts.some((x) => x.organization === clinic.id))).toBe(true)
    })

    it('serves every village by exactly one family-doctor team of working members', () => {
      const served = teams.flatMap((t) => t.villages)
      expect(served.toSorted()).toEqual(
        county.divisions
          .filter((d) => d.code.length === 12)
          .map((d) => d.code)
          .toSorted(),
      )
      for (const t of teams) {
        expect(t.members).toContain(t.leader)
        expect(t.members.filter((m) => !people.has(m))).toEqual([])
        expect(people.get(t.leader)!.posts.some((p) => p.organization === t.organization && !p.to)).toBe(true)
      }
    })

    it('lets an account do only what its holder is posted to do', () => {
      for (const a of accounts) {
        const held = people
          .get(a.practitioner)!
          .posts.filter((p) => !p.to)
          .map((p) => p.role)
        expect(a.roles.filter((role) => !held.includes(role) && !(role === 'county-doctor' && held.includes('director')))).toEqual([])
      }
    })

    it('rosters people in departments where they work', () => {
      for (const s of roster) {
        expect(byId.get(s.department)?.parent).toBe(s.organization)
        expect(s.practitioners.length).toBeGreaterThan(0)
        for (const id of s.practitioners) expect(people.get(id)!.posts.some((p) => p.organization === s.organization)).toBe(true)
      }
    })

    it('draws every township once, and every inner border the same from both sides', () => {
      expect(boundaries.features.map((f) => f.properties.division)).toEqual(
        county.divisions.filter((d) => d.code.length === 9 && !d.to).map((d) => d.code),
      )
      const edges = boundaries.features.flatMap(({ geometry: { coordinates } }) => {
        const ring = coordinates[0]!
        expect(ring.at(-1)).toEqual(ring[0])
        return ring.slice(1).map((p, i) => `${ring[i]}>${p}`)
      })
      const inner = edges.filter((e) => edges.includes(e.split('>').toReversed().join('>')))
      expect(repeated(edges)).toEqual([])
      expect(inner.length).toBeGreaterThan(8)
      expect(area(boundaries.features.map((f) => f.geometry.coordinates[0]!))).toBeGreaterThan(0)
    })
  },
)

/** Twice the signed area of the rings; positive when they run anticlockwise, as RFC 7946 asks of outer rings. */
function area(rings: [number, number][][]): number {
  const of = (ring: [number, number][]) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0)
  return Math.min(...rings.map(of))
}
