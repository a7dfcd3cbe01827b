import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ageGroups } from './ages.ts'
import { byAge, byTownship, type Head, newest, summary } from './counts.ts'

const head = fc.record({
  at: fc.constantFrom('2025-12-31', '2024-12-31'),
  township: fc.constantFrom('141099100', '141099101'),
  township_name: fc.constant('清河镇'),
  age: fc.constantFrom(...ageGroups.map(({ from }) => from)),
  sex: fc.constantFrom('male', 'female'),
  kind: fc.constant('resident'),
  persons: fc.nat(5000),
}) satisfies fc.Arbitrary<Head>

it('counts everybody once, by age and by township', () => {
  fc.assert(
    fc.property(fc.array(head), (rows) => {
      const all = rows.reduce((n, row) => n + row.persons, 0)
      expect(summary(rows).total).toBe(all)
      expect(byAge(rows).reduce((n, row) => n + row.male + row.female, 0)).toBe(all)
      expect(byTownship(rows).reduce((n, row) => n + row.total, 0)).toBe(all)
      const { children, sixty, sixtyFive } = summary(rows)
      const of = (from: number, to: number) => rows.filter((r) => r.age >= from && r.age < to).reduce((n, r) => n + r.persons, 0)
      expect([children, sixty, sixtyFive]).toEqual([of(0, 15), of(60, 999), of(65, 999)])
    }),
  )
})

it('has 18 groups, five years each but the last', () => {
  expect(ageGroups).toHaveLength(18)
  expect(ageGroups.map(({ word }) => word)).toEqual(expect.arrayContaining(['0-4', '80-84', '85+']))
})

it('shows the newest day alone', () => {
  const day = (at: string, persons: number): Head => ({
    at,
    township: '141099100',
    township_name: '清河镇',
    age: 0,
    sex: 'male',
    kind: 'resident',
    persons,
  })
  expect(newest([day('2025-12-31', 1), day('2025-12-31', 2), day('2024-12-31', 4)]).map((r) => r.persons)).toEqual([1, 2])
  expect(newest([])).toEqual([])
})
