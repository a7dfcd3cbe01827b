import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Text } from '../../kernel/grammar/texts.ts'
import { type Facts, outflowOf } from './answer.ts'
import { chapterName, chapterOf } from './chapters.ts'
import { specialties } from './lacking.ts'
import { casesOf } from './ranking.ts'
import { byar, townshipRates } from './rates.ts'
import type { Away, Home, Living, OutflowQuestion, Year } from './shape.ts'
import { subjectOf } from './specialties.ts'
import { subjects } from './subjects.ts'

const name = (id: string): Text => [id, id]
const names = { disease: name, place: name, institution: name, township: name }
const about = { years: [], below: 70, shy: false }
const away = (change: Partial<Away> = {}): Away => ({
  ...{ year: 2, disease: 'C34', place: '3', organization: 'h', person: 'p1', township: '141099100', age: 62 },
  ...{ totalFen: 1000, fundFen: 600, selfFen: 400, ...change },
})
const facts = (rows: Away[], home: Home[] = [], living: Living[] = []): Facts => ({ away: rows, home, living, departments: [] })

const diseases = ['C34', 'C16', 'I63', 'H25', 'R51', '']
const anyAway = fc.record({
  year: fc.constantFrom<Year>(0, 1, 2),
  disease: fc.constantFrom(...diseases),
  place: fc.constantFrom('2' as const, '3' as const, '4' as const),
  organization: fc.constantFrom('h1', 'h2', 'h3'),
  person: fc.nat(12).map((n) => `p${n}`),
  township: fc.constantFrom('141099100', '141099101', null),
  age: fc.option(fc.integer({ min: 0, max: 99 })),
  totalFen: fc.nat(99_999),
  fundFen: fc.nat(9999),
  selfFen: fc.nat(9999),
})
const anyHome = fc.record({ year: fc.constantFrom<Year>(0, 1, 2), disease: fc.constantFrom(...diseases), cases: fc.nat(9) })
const anyFacts = fc.record({ away: fc.array(anyAway, { maxLength: 60 }), home: fc.array(anyHome, { maxLength: 12 }) })
const question = fc.record({ by: fc.constantFrom<OutflowQuestion['by']>('category', 'chapter') })

it('every table sums to the total, whatever it is ranked by', () => {
  fc.assert(
    fc.property(anyFacts, question, ({ away: rows, home }, asked) => {
      const { total, diseases, places, institutions, specialties } = outflowOf(facts(rows, home), asked, names, about)
      for (const table of [diseases, places, institutions, specialties])
        for (const year of [0, 1, 2] as const)
          for (const of of ['cases', 'totalFen', 'fundFen', 'selfFen'] as const)
            expect(table.reduce((sum, row) => sum + row.years[year][of], 0)).toBe(total[year][of])
      for (const year of [0, 1, 2] as const)
        expect(diseases.reduce((n, row) => n + row.years[year].persons, 0)).toBeGreaterThanOrEqual(total[year].persons)
      expect(diseases.map(casesOf)).toEqual(diseases.map(casesOf).sort((a, b) => b - a))
    }),
  )
})

it('who may not see persons is shown no figure of one to four, and no row that the others would give away', () => {
  fc.assert(
    fc.property(anyFacts, question, ({ away: rows, home }, asked) => {
      const told = outflowOf(facts(rows, home), asked, names, { ...about, shy: true })
      const plain = outflowOf(facts(rows, home), asked, names, about)
      const isFew = (n: number) => n > 0 && n < 5
      for (const table of ['diseases', 'places', 'institutions', 'specialties'] as const) {
        const rows = told[table]
        for (const { years } of rows) for (const { persons } of years) expect(isFew(persons)).toBe(false)
        if (rows.length) expect(rows.reduce((n, row) => n + casesOf(row), 0)).toBe(plain[table].reduce((n, row) => n + casesOf(row), 0))
      }
      for (const { persons } of told.total) expect(isFew(persons)).toBe(false)
    }),
  )
})

describe('a ranking', () => {
  const rows = [
    away({ year: 0 }),
    away({ year: 2 }),
    away({ year: 2, person: 'p2', organization: 'h2', place: '2' }),
    away({ disease: 'I63', year: 2, township: '141099101' }),
  ]
  const home: Home[] = [
    { year: 2, disease: 'C34', cases: 2 },
    { year: 2, disease: 'I63', cases: 3 },
  ]
  it('compares a disease to its own admissions wherever they were', () => {
    const { diseases } = outflowOf(facts(rows, home), { by: 'category' }, names, about)
    expect(diseases.map(({ id, years }) => [id, ...years.map((y) => [y.cases, y.all, y.persons])])).toEqual([
      ['C34', [1, 1, 1], [0, 0, 0], [2, 4, 2]],
      ['I63', [0, 0, 0], [0, 0, 0], [1, 4, 1]],
    ])
  })
  it('narrowed to a place still knows all admissions of the disease', () => {
    const { diseases, total } = outflowOf(facts(rows, home), { by: 'category', place: '2' }, names, about)
    expect(diseases.map(({ id, years }) => [id, years[2].cases, years[2].all])).toEqual([['C34', 1, 4]])
    expect(total[2]).toMatchObject({ cases: 1, all: 8 })
  })
  it('goes by chapters, and a chapter narrows like a category', () => {
    const { diseases } = outflowOf(facts(rows, home), { by: 'chapter', disease: 'I00-I99' }, names, about)
    expect(diseases.map(({ id }) => id)).toEqual(['I00-I99'])
  })
})

describe('rates of townships', () => {
  /** Two townships, one old and one young, worked out by hand. */
  const living: Living[] = [
    { year: 2, township: 'old', band: 0, years: 100 },
    { year: 2, township: 'old', band: 8, years: 300 },
    { year: 2, township: 'young', band: 0, years: 900 },
    { year: 2, township: 'young', band: 8, years: 100 },
  ]
  const cases = (township: string, age: number, n: number) =>
    Array.from({ length: n }, (_, i) => away({ township, age, person: `${township}${age}${i}` }))
  const rows = [...cases('old', 85, 30), ...cases('old', 3, 1), ...cases('young', 3, 9), ...cases('young', 80, 10)]
  it('crude, direct and indirect are what a hand works out', () => {
    const [old, young] = townshipRates(rows, living, name)
    // county: 10 of 1 000 young, 40 of 400 old
    expect(old).toMatchObject({ cases: 31, personYears: 400, crude: 77.5 })
    expect(old!.adjusted).toBeCloseTo(((0.01 * 1000 + 0.1 * 400) / 1400) * 1000, 9)
    expect(old!.expected).toBeCloseTo(100 * 0.01 + 300 * 0.1, 9)
    expect(old!.ratio).toBeCloseTo(1, 9)
    expect(young).toMatchObject({ cases: 19, crude: 19 })
    expect(young!.expected).toBeCloseTo(9 + 10, 9)
    // young and old have the same rates by age: adjusted, they are equal though one has four times the crude rate
    expect(young!.adjusted).toBeCloseTo(old!.adjusted!, 9)
  })
  it('Byar’s interval is the published one, and holds the ratio', () => {
    // Breslow & Day II, table 2.10 gives exact factors 0.480 and 1.840 for ten cases; Byar's are as near as this
    expect(byar(10, 10).low).toBeCloseTo(0.48, 2)
    expect(byar(10, 10).high).toBeCloseTo(1.84, 2)
    expect(byar(0, 2).low).toBe(0)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (observed, expected) => {
        const { low, high } = byar(observed, expected)
        expect(low).toBeLessThanOrEqual(observed / expected)
        expect(high).toBeGreaterThan(observed / expected)
      }),
    )
  })
  it('what is observed is what is expected in the county as a whole', () => {
    const some = fc.record({ township: fc.constantFrom('old', 'young'), age: fc.constantFrom(3, 85), person: fc.string() })
    fc.assert(
      fc.property(fc.array(some, { minLength: 1 }), (people) => {
        const all = townshipRates(
          people.map((p) => away(p)),
          living,
          name,
        )
        expect(all.reduce((sum, t) => sum + t.expected, 0)).toBeCloseTo(people.length, 6)
      }),
    )
  })
  it('leaves out whose township or age nobody knows', () => {
    const [old] = townshipRates([away({ township: 'old', age: null }), away({ township: null }), away({ township: 'gone' })], living, name)
    expect(old).toMatchObject({ cases: 0, crude: 0, ratio: null, low: null })
  })
})

describe('specialties', () => {
  const departments = [
    { subject: '04', institution: '县医院' },
    { subject: '04.03', institution: '县医院' },
    { subject: '05', institution: '县医院' },
  ]
  const rows = [
    ...Array.from({ length: 6 }, () => away()), // 19, no department
    ...Array.from({ length: 5 }, () => away({ disease: 'S06' })), // 04.02, only 04
    ...Array.from({ length: 4 }, () => away({ disease: 'M17' })), // 04.03, but most leave
    ...Array.from({ length: 3 }, () => away({ disease: 'S72' })), // 04.03
    away({ disease: 'R51' }),
  ]
  const home: Home[] = [
    { year: 2, disease: 'S72', cases: 3 },
    { year: 1, disease: 'S06', cases: 95 },
  ]
  it('say why they lack: no department, only the subject above, too few that stay', () => {
    const found = specialties({ away: rows, everywhere: rows, home }, departments, 70)
    expect(found.map(({ id, reasons, stayed, suggested }) => [id, reasons, stayed, suggested])).toEqual([
      ['04.03', ['share'], 30, true],
      ['19', ['none', 'share'], 0, true],
      ['04.02', ['general'], 95, true],
      ['', [], 0, undefined],
    ])
    expect(found[0]!.at).toEqual(['县医院'])
    expect(specialties({ away: rows, everywhere: rows, home }, departments, 30)[0]!.reasons).toEqual([])
  })
  it('are suggested of everything that leaves only', () => {
    const all = { away: rows, home, living: [], departments }
    expect(outflowOf(all, { by: 'category' }, names, about).specialties.filter((s) => s.suggested)).toHaveLength(3)
    expect(outflowOf(all, { by: 'category', place: '3' }, names, about).specialties.filter((s) => s.suggested)).toHaveLength(0)
  })
})

it('a year of which nothing was brought in has no person-years', () => {
  const living = ([0, 1, 2] as const).map((year): Living => ({ year, township: '141099100', band: 6, years: 50 }))
  const { townships } = outflowOf(facts([away()], [{ year: 1, disease: 'I63', cases: 4 }], living), { by: 'category' }, names, about)
  expect(townships).toMatchObject([{ cases: 1, personYears: 100, crude: 10 }])
})

it('every category has a chapter, and a specialty whose name is known where it has one', () => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    for (let n = 0; n < 100; n++) {
      const category = `${letter}${String(n).padStart(2, '0')}`
      const subject = subjectOf(category)
      if (subject) expect(subjects[subject]).toHaveLength(2)
      if (subject) expect([category, chapterName(chapterOf(category))?.length]).toEqual([category, 2])
    }
  const expected = { C34: '19', C92: '03.05', I63: '03.03', I21: '03.04', M17: '04.03', H25: '10', P07: '07.01', F20: '15', N18: '03.06' }
  expect(Object.fromEntries(Object.keys(expected).map((category) => [category, subjectOf(category)]))).toEqual(expected)
  expect([subjectOf('R51'), subjectOf('Z00'), subjectOf('')]).toEqual([undefined, undefined, undefined])
})
