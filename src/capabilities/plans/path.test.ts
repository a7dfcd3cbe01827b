import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosen, earlierPaths, pathOf, plannedAt } from './path.ts'
import type { Target } from './template.ts'

const target: Target = {
  code: 'stay',
  clause: 'c1',
  text: ['县域就诊率', 'Care in the county'],
  measure: { indicator: 'in-county', grain: 'month' },
  comparator: '>=',
  value: 80,
  unit: 'percent',
  milestones: [{ day: '2026-01-01', value: 70 }],
  scope: 'county',
}
const plan = { from: '2025-01-01', to: '2026-12-31' }
const baseline = { day: '2024-12-31', value: 60 }

describe('a target as a county takes it', () => {
  it('has the dates of the plan, then of the template, then of the choice', () => {
    expect(chosen(target, undefined, plan)).toMatchObject({ from: '2025-01-01', deadline: '2026-12-31', value: 80 })
    expect(chosen({ ...target, deadline: '2026-06-30' }, { code: 'stay', value: 75, from: '2025-03-01' }, plan)).toMatchObject({
      ...{ from: '2025-03-01', deadline: '2026-06-30', value: 75 },
    })
    expect(chosen(target, { code: 'stay', deadline: '2027-12-31', value: undefined }, plan)).toMatchObject({
      deadline: '2027-12-31',
      value: 80,
    })
  })
  it('keeps the path of before each amendment', () => {
    const amendments = [
      { at: '2026-02-01T00:00:00Z', by: '单', reason: '上级调整', target: 'stay', was: { code: 'stay', value: 78 } },
      { at: '2025-06-01T00:00:00Z', by: '单', reason: '起步', target: 'stay', was: { code: 'stay' } },
      { at: '2025-06-01T00:00:00Z', by: '单', reason: '另一个', target: 'other', was: { code: 'other' } },
    ]
    const paths = earlierPaths(target, { ...plan, amendments }, baseline)
    expect(paths.map(({ reason, points }) => [reason, points.at(-1)])).toEqual([
      ['起步', { day: '2026-12-31', value: 80 }],
      ['上级调整', { day: '2026-12-31', value: 78 }],
    ])
  })
})

describe('the path', () => {
  const path = pathOf(chosen(target, undefined, plan), baseline)
  it('goes from the baseline over what lies between to the value on the deadline', () => {
    expect(path.map(({ value }) => value)).toEqual([60, 70, 80])
    expect(plannedAt(path, '2025-07-02')).toBeCloseTo(60 + (10 * 183) / 366, 9)
    expect(plannedAt(path, '2020-01-01')).toBe(60)
    expect(plannedAt(path, '2030-01-01')).toBe(80)
  })
  it('is level where a target only rises or falls, and is none without a baseline or a value', () => {
    expect(pathOf({ ...chosen(target, undefined, plan), comparator: 'falls' }, baseline).at(-1)).toEqual({ day: '2026-12-31', value: 60 })
    expect(pathOf(chosen(target, undefined, plan), undefined)).toEqual([])
    expect(pathOf(chosen(target, undefined, plan), { day: '2027-01-01', value: 60 })).toEqual([])
    expect(plannedAt([], '2026-01-01')).toBeUndefined()
  })
  const day = fc.integer({ min: 1, max: 2000 }).map((n) => new Date(Date.UTC(2020, 0, n)).toISOString().slice(0, 10))
  it('has rising days, and between two of them never leaves their values', () => {
    const milestones = fc.array(fc.record({ day, value: fc.integer({ min: 0, max: 100 }) }), { maxLength: 8 })
    fc.assert(
      fc.property(
        milestones,
        fc.record({ day, value: fc.integer({ min: 0, max: 100 }) }),
        day,
        day,
        (milestones, start, deadline, today) => {
          const points = pathOf({ comparator: '>=', value: 50, milestones, deadline }, start)
          expect(points.length > 0).toBe(start.day < deadline)
          if (!points.length) return
          for (const [i, point] of points.slice(1).entries()) expect(point.day > points[i]!.day).toBe(true)
          const planned = plannedAt(points, today)!
          const i = points.findIndex((point) => point.day >= today)
          const around = i < 0 ? [points.at(-1)!] : [points[Math.max(0, i - 1)]!, points[i]!]
          const values = around.map(({ value }) => value)
          expect(planned).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
          expect(planned).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
        },
      ),
    )
  })
  it('rises with the days between two points that rise', () => {
    const rising = [
      { day: '2025-01-01', value: 10 },
      { day: '2025-12-31', value: 30 },
    ]
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [a, b] = [one, other].sort() as [string, string]
        expect(plannedAt(rising, a)!).toBeLessThanOrEqual(plannedAt(rising, b)!)
      }),
    )
  })
})
