import fc from 'fast-check'
import { expect, it } from 'vitest'
import { validate } from '../../fhir/validate/validate.ts'
import { institutionCodeSystem as codeOfRecord, nodeOf, organizationExtension } from '../../record/organizations.ts'
import { defined, present } from './fhir.ts'
import { institutionCodeSystem, fromFhir as organizationFrom, toFhir as organizationTo } from './organization/fhir.ts'
import { levels, Organization } from './organization/shape.ts'
import { documents, fromFhir as practitionerFrom, toFhir as practitionerTo } from './practitioner/fhir.ts'
import { mostPosts, nextNumber, Practitioner } from './practitioner/shape.ts'
import { fromFhir as rosterFrom, toFhir as rosterTo } from './roster/fhir.ts'
import type { Roster } from './roster/shape.ts'
import { addDays } from './roster/week.ts'
import { fromFhir as teamFrom, toFhir as teamTo } from './team/fhir.ts'
import { Team } from './team/shape.ts'

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,20}$/)
const word = fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9]{1,12}$/)
const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1950-01-01', n))
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined })
const digits = (n: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${n - 1}}$`))
const problems = (resources: readonly unknown[]) => resources.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))
const runs = { numRuns: 150 }

const organization: fc.Arbitrary<Organization> = fc
  .record({
    id,
    state: fc.constantFrom('active' as const, 'closed' as const),
    code: word,
    name: word,
    nameEn: maybe(word),
    level: fc.constantFrom(...levels),
    type: maybe(fc.constantFrom('A100', 'D600', '03.04')),
    grade: maybe(word),
    parent: maybe(id),
    lead: maybe(id),
    township: maybe(digits(9)),
    village: maybe(digits(12)),
    beds: maybe(fc.nat(9999)),
    populationServed: maybe(fc.nat(9_999_999)),
    from: day,
    to: maybe(day),
    successors: fc.array(id, { maxLength: 3 }),
    reason: maybe(word),
  })
  .map((o) => present(o))

it('keeps every element of an organisation, in R4 that validates and as the record reads it', () => {
  fc.assert(
    fc.property(organization, (o) => {
      const resources = organizationTo(o)
      expect(Organization.parse(organizationFrom(resources))).toEqual(o)
      expect(problems(resources)).toEqual([])
      expect(nodeOf(resources[0]!, 7)).toMatchObject({
        key: 7,
        name: o.name,
        nameEn: o.nameEn ?? '',
        level: o.level,
        type: o.level === 'department' ? null : (o.type ?? null),
        parent: o.parent ?? null,
        township: o.township ?? null,
        code: o.code,
        from: o.from,
        to: o.to ?? '9999-12-31',
        successors: o.successors,
      })
    }),
    runs,
  )
  expect(institutionCodeSystem).toBe(codeOfRecord)
  expect(organizationTo({ ...fc.sample(organization, 1)[0]!, level: 'group' })[0]!['extension']).toContainEqual({
    url: organizationExtension('level'),
    valueCode: 'group',
  })
})

it('reads an organisation that another system wrote', () => {
  const foreign = { resourceType: 'Organization', id: 'x', name: '外来医院' }
  expect(Organization.parse(organizationFrom([foreign]))).toMatchObject({
    state: 'active',
    level: 'institution',
    name: '外来医院',
    code: 'x',
  })
})

const post = fc
  .record({
    organization: id,
    department: maybe(id),
    role: fc.constantFrom('nurse', 'village-doctor'),
    from: day,
    to: maybe(day),
    category: maybe(fc.constantFrom('11' as const, '91' as const)),
    titleLevel: maybe(fc.constantFrom('1' as const, '9' as const)),
    generalPractice: maybe(fc.boolean()),
    home: maybe(id),
    daysPerWeek: maybe(fc.constantFrom(0.5, 2, 5)),
  })
  .map((p) => present({ ...p, to: p.to === undefined || p.to < p.from ? undefined : p.to }))
const practitioner: fc.Arbitrary<Practitioner> = fc
  .record({
    id,
    state: fc.constantFrom('active' as const, 'left' as const),
    name: word,
    sex: fc.constantFrom('male' as const, 'female' as const, 'other' as const, 'unknown' as const),
    birthDate: maybe(day),
    idCard: maybe(digits(18)),
    title: maybe(word),
    licence: maybe(word),
    licenceScope: maybe(word),
    education: maybe(word),
    phone: maybe(digits(11)),
    posts: fc.array(post, { maxLength: mostPosts }),
    leftOn: maybe(day),
    reason: maybe(word),
  })
  .map((p) => present(p))

it('keeps a person with every post, in whatever order the documents come', () => {
  fc.assert(
    fc.property(practitioner, (p) => {
      const [main, ...roles] = practitionerTo(p)
      expect(Practitioner.parse(practitionerFrom([main!, ...roles.toReversed()]))).toEqual(p)
      expect(problems([main, ...roles])).toEqual([])
      const known = new Set(documents(p.id).map((d) => `${d.type}/${d.id}`))
      expect([main!, ...roles].filter((r) => !known.has(`${r.resourceType}/${r.id}`))).toEqual([])
    }),
    runs,
  )
})

it('a post keeps its number when one before it was taken back, and the next one goes on from there', () => {
  const given = { organization: 'o', role: 'nurse', from: '2020-01-01' }
  const [main, , second] = practitionerTo({
    id: 'p',
    state: 'active',
    name: '卫',
    sex: 'unknown',
    posts: [given, { ...given, organization: 'o2' }],
  })
  const left = practitionerFrom([main!, second!])
  expect(left.posts).toEqual([{ ...given, organization: 'o2', number: 2 }])
  expect(nextNumber(left.posts)).toEqual({ next: 3, said: { number: 3 } })
  expect(practitionerTo({ ...left, posts: [...left.posts, { ...given, number: 3 }] }).map((r) => r.id)).toEqual(['p', 'p-post2', 'p-post3'])
})

const member = fc.record({ id, name: word })
const team: fc.Arbitrary<Team> = fc
  .record({
    id,
    state: fc.constantFrom('active' as const, 'dissolved' as const),
    name: word,
    nameEn: maybe(word),
    organization: id,
    members: fc.uniqueArray(member, { minLength: 1, maxLength: 6, selector: (m) => m.id }),
    villages: fc.array(fc.record({ code: digits(12), name: word }), { maxLength: 6 }),
    from: day,
    to: maybe(day),
    reason: maybe(word),
  })
  .chain((t) => fc.constantFrom(...t.members).map((leader) => ({ ...t, leader: leader.id })))
  .map((t) => present({ ...t, to: t.to === undefined || t.to < t.from ? undefined : t.to }))

it('keeps a team, its leader and its villages', () => {
  fc.assert(
    fc.property(team, (t) => {
      expect(Team.parse(teamFrom(teamTo(t)))).toEqual(t)
      expect(problems(teamTo(t))).toEqual([])
    }),
    runs,
  )
})

const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const shift = fc
  .record({ code: fc.stringMatching(/^[a-z0-9]{1,5}$/), name: word, nameEn: maybe(word), from: time, to: time })
  .map((s) => present(s))
const roster: fc.Arbitrary<Roster> = fc.uniqueArray(shift, { minLength: 1, maxLength: 4, selector: (s) => s.code }).chain((shifts) =>
  fc.record({
    id,
    state: fc.constantFrom('draft' as const, 'published' as const, 'closed' as const),
    organization: id,
    department: id,
    week: day,
    shifts: fc.constant(shifts),
    entries: fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 7 }), shift: fc.constantFrom(...shifts.map((s) => s.code)), practitioner: member }),
      { maxLength: 10 },
    ),
  }),
)

it('keeps a roster, and gives each duty a span of at most a day that begins on its day', () => {
  fc.assert(
    fc.property(roster, (r) => {
      const [document] = rosterTo(r)
      expect(rosterFrom([document!])).toEqual(r)
      for (const { start, end, day } of document!['entries'] as { start: string; end: string; day: number }[]) {
        const length = Date.parse(end) - Date.parse(start)
        expect(length).toBeGreaterThan(0)
        expect(length).toBeLessThanOrEqual(86_400_000)
        expect(new Date(Date.parse(start) + 8 * 3_600_000).toISOString().slice(0, 10)).toBe(addDays(r.week, day - 1))
      }
    }),
    runs,
  )
})

it('leaves out what FHIR does not allow: undefined and empty lists', () => {
  expect(defined({ a: 1, b: undefined, c: [], d: [0] })).toEqual({ a: 1, d: [0] })
})
