import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shift } from '../../kernel/grammar/period.ts'
import { addMonths, type Dates, holdsUntil, mover } from './dates.ts'
import { occurrencesOf } from './occurrences.ts'
import type { TemplateTask } from './template.ts'

const task = (more: Partial<TemplateTask> = {}): TemplateTask => ({
  ...{ code: 't', clause: 'c', text: ['任务', 'Task'], units: [], targets: [], every: 'once' },
  ...more,
})
const whole: Dates = { from: '2023-06-01', to: '2025-12-31' }
const own: Dates = { from: '2025-01-01', to: '2027-12-31' }

describe('days of a document that a county carries out at other times', () => {
  const move = mover(whole, own)
  it.each([
    ['the first day', '2023-06-01', '2025-01-01'],
    ['the last day', '2025-12-31', '2027-12-31'],
    ['before the end of November, a day of the calendar', '2023-11-30', '2025-11-30'],
    ['the end of February', '2024-02-29', '2026-02-28'],
    ['two months after the beginning', '2023-08-01', '2025-03-01'],
    ['what would lie before it', '2023-05-15', '2025-01-01'],
  ])('%s', (_, printed, day) => expect(move(printed)).toBe(day))
  it('stay where they are under the document’s own dates', () => expect(mover(whole, whole)('2024-08-17')).toBe('2024-08-17'))
})

it('a value of a day holds for whole months, to the day before', () => {
  expect(holdsUntil('2026-01-15', 12)).toBe('2027-01-14')
  expect(holdsUntil('2026-01-31', 1)).toBe('2026-02-27')
  expect(addMonths('2026-02-28', 1)).toBe('2026-03-31')
})

describe('what recurs', () => {
  it('each quarter is due on its last day, and the one that the plan cuts off on the plan’s', () => {
    expect(occurrencesOf(task({ every: 'quarter' }), whole, { from: '2026-02-10', to: '2026-08-20' })).toEqual([
      { occurrence: '2026-Q1', from: '2026-02-10', due: '2026-03-31' },
      { occurrence: '2026-Q2', from: '2026-04-01', due: '2026-06-30' },
      { occurrence: '2026-Q3', from: '2026-07-01', due: '2026-08-20' },
    ])
  })
  it('before the end of November of each year stays there, and is left out where the plan has no such November', () => {
    const dues = occurrencesOf(task({ every: 'year', due: '11-30' }), whole, { from: '2025-03-01', to: '2027-10-31' }).map(({ due }) => due)
    expect(dues).toEqual(['2025-11-30', '2026-11-30'])
  })
  it('on the 31st is due on the last day of shorter months', () => {
    const dues = occurrencesOf(task({ every: 'month', due: '31' }), whole, { from: '2026-01-01', to: '2026-04-30' }).map(({ due }) => due)
    expect(dues).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
  })
  it('half-years have names of their own', () => {
    const names = occurrencesOf(task({ every: 'half-year' }), whole, { from: '2026-01-01', to: '2026-12-31' }).map((o) => o.occurrence)
    expect(names).toEqual(['2026-H1', '2026-H2'])
  })
})

const days = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))
const dates = fc.tuple(days, days).map((pair): Dates => {
  const [from, to] = pair.sort() as [string, string]
  return { from, to }
})
const two = (most: number) => fc.integer({ min: 1, max: most }).map((n) => String(n).padStart(2, '0'))
const tasks = fc
  .record({
    every: fc.constantFrom('once', 'month', 'quarter', 'half-year', 'year'),
    due: fc.option(two(31), { nil: undefined }),
    month: fc.option(two(12), { nil: undefined }),
    from: fc.option(days, { nil: undefined }),
    to: fc.option(days, { nil: undefined }),
  })
  .map(({ every, due, month, from, to }) => {
    const on = every === 'once' || due === undefined ? undefined : every === 'year' && month ? `${month}-${due}` : due
    return task({ every, ...(on ? { due: on } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) })
  })
const length = { once: 0, month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

/** The first month of a named occurrence. */
const firstOf = (name: string) => {
  const [year, rest = '01'] = name.split('-') as [string, string?]
  return rest.startsWith('Q')
    ? `${year}-${String(Number(rest[1]) * 3 - 2).padStart(2, '0')}`
    : rest.startsWith('H')
      ? `${year}-${rest === 'H1' ? '01' : '07'}`
      : `${year}-${rest}`
}

it('for any document and any dates of its own, tasks lie inside the plan, begin before they are due, and recur without a gap', () => {
  fc.assert(
    fc.property(tasks, dates, dates, (one, template, plan) => {
      const found = occurrencesOf(one, template, plan)
      for (const { from, due } of found) {
        expect(from <= due).toBe(true)
        expect([from >= plan.from, due <= plan.to]).toEqual([true, true])
      }
      if (one.every === 'once') {
        expect(found).toHaveLength(1)
        return
      }
      const firsts = found.map(({ occurrence }) => firstOf(occurrence!))
      expect(firsts).toEqual(firsts.map((_, i) => shift(firsts[0]!, i * length[one.every])))
      expect(new Set(found.map(({ due }) => due)).size).toBe(found.length)
      // nothing of the plan is left out: without days of their own the periods reach over all of it
      if (one.due !== undefined || one.from || one.to) return
      expect(firsts[0]! <= plan.from.slice(0, 7)).toBe(true)
      expect(shift(firsts.at(-1)!, length[one.every]) > plan.to.slice(0, 7)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

it('for any dates, no moved day leaves the plan', () => {
  fc.assert(
    fc.property(dates, dates, days, (template, plan, day) => {
      const moved = mover(template, plan)(day)
      if (template.from !== plan.from || template.to !== plan.to) expect([moved >= plan.from, moved <= plan.to]).toEqual([true, true])
    }),
  )
})
