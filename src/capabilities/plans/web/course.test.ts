import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CourseOf, drawn } from './course.ts'

const box = { width: 200, height: 60, left: 4, right: 4, top: 4, bottom: 4 }
const course: CourseOf = {
  series: [
    { day: '2025-03-31', value: 60 },
    { day: '2026-03-31', value: 70 },
  ],
  path: [
    { day: '2025-01-01', value: 58 },
    { day: '2027-12-31', value: 90 },
  ],
  earlierPaths: [
    {
      until: '2026-01-01',
      by: 'chief',
      reason: 'moved',
      points: [
        { day: '2025-01-01', value: 58 },
        { day: '2026-12-31', value: 95 },
      ],
    },
  ],
  forecast: { day: '2027-12-31', value: 82, low: 76, high: 88 },
  baseline: { day: '2025-01-01', value: 58 },
  deadline: '2027-12-31',
  value: 90,
}

it('a course runs from its first point to the deadline; the band opens from the newest value', () => {
  const lines = drawn(course, box, '2026-11-22')!
  expect(lines.x('2025-01-01')).toBe(4)
  expect(lines.deadline).toBe(196)
  expect(lines.earlier).toHaveLength(1)
  expect(lines.band).toMatch(/^M[\d.]+ [\d.]+L196\.0 [\d.]+L196\.0 [\d.]+Z$/)
  expect(lines.years).toEqual(['2025-01-01', '2026-01-01', '2027-01-01'])
  expect(lines.y(90)).toBeLessThan(lines.y(60))
})

it('where nothing is known there is nothing to draw, and without a newest value no band', () => {
  expect(drawn({ ...course, series: [], path: [] }, box, '2026-11-22')).toBeUndefined()
  expect(drawn({ ...course, series: [] }, box, '2026-11-22')?.band).toBeUndefined()
})

it('whatever the values, every point lies within the box', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 36 }), value, value, (values, low, high) => {
      const series = values.map((worth, at) => ({ day: new Date(Date.UTC(2024, at, 28)).toISOString().slice(0, 10), value: worth }))
      const forecast = { day: '2027-12-31', value: (low + high) / 2, low: Math.min(low, high), high: Math.max(low, high) }
      const lines = drawn({ ...course, series, forecast }, box, '2026-11-22')!
      for (const path of [lines.series, lines.path, lines.band ?? ''])
        for (const [, x, y] of path.matchAll(/([\d.-]+) ([\d.-]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(3.9)
          expect(Number(x)).toBeLessThanOrEqual(196.1)
          expect(Number(y)).toBeGreaterThanOrEqual(3.9)
          expect(Number(y)).toBeLessThanOrEqual(56.1)
        }
    }),
  )
})
