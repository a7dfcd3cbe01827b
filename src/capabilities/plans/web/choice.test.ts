import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lacking, milestonesOf, milestonesText, proposed, says } from './choice.ts'

it('milestones are typed as day and value, one a line; a wrong line is named', () => {
  expect(milestonesOf('2026-12-31 85%\n\n2027-06-30，88.5')).toEqual({
    points: [
      { day: '2026-12-31', value: 85 },
      { day: '2027-06-30', value: 88.5 },
    ],
  })
  expect(milestonesOf('2026-12-31 85\n2026-13-01 90')).toEqual({ wrong: 2 })
  expect(milestonesOf('2026-12-31')).toEqual({ wrong: 1 })
})

it('what is written is read back the same', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  const point = fc.record({ day: day.map((at) => at.toISOString().slice(0, 10)), value: fc.integer({ min: -1000, max: 100_000 }) })
  fc.assert(
    fc.property(fc.array(point, { maxLength: 10 }), (points) => void expect(milestonesOf(milestonesText(points))).toEqual({ points })),
  )
})

it('a choice lacks its reason, or half of its starting point', () => {
  expect(lacking({ code: 'a', left: ' ' })).toBe('left')
  expect(lacking({ code: 'a', baseline: { day: '', value: 3 } })).toBe('baseline')
  expect(lacking({ code: 'a', value: 3 })).toBeUndefined()
  expect([says({ code: 'a' }), says({ code: 'a', value: 0 })]).toEqual([false, true])
})

it('a unit is proposed where its classes mean one organisation', () => {
  const organizations = [
    { id: 'bureau', level: 'office', type: 'L' },
    { id: 'hospital', level: 'institution', type: 'A100' },
    { id: 'east', level: 'institution', type: 'C220' },
    { id: 'west', level: 'institution', type: 'C220' },
  ]
  expect(proposed(['A100'], organizations)).toBe('hospital')
  expect(proposed(['office'], organizations)).toBe('bureau')
  expect(proposed(['C220'], organizations)).toBeUndefined()
  expect(proposed(undefined, organizations)).toBeUndefined()
})
