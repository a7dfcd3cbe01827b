import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionOf, reaches, type Standing, statusOf, whyOf } from './status.ts'
import { comparators } from './template.ts'

const share: Standing = { comparator: '>=', value: 80, unit: 'percent', deadline: '2026-12-31' }
const baseline = { day: '2024-12-31', value: 70 }

describe('how a target stands', () => {
  it('met, on its way, behind, unknown', () => {
    const at = (value: number, planned: number) => statusOf({ ...share, baseline, planned, now: { day: '2026-10-31', value } })
    expect([at(80, 79), at(79.5, 79), at(78, 79)]).toEqual(['met', 'on-way', 'behind'])
    expect(statusOf({ ...share, baseline })).toBe('no-data')
    expect(statusOf({ ...share, baseline, now: { day: '2026-10-31', value: 90 }, left: '不设' })).toBe('no-data')
  })
  it('on the deadline there is no way left: met or behind', () => {
    expect(statusOf({ ...share, baseline, planned: 60, now: { day: '2026-12-31', value: 79 } })).toBe('behind')
  })
  const value = fc.integer({ min: -20, max: 120 })
  const standing = fc.record({
    comparator: fc.constantFrom(...comparators),
    value,
    now: value,
    start: value,
    planned: value,
    day: fc.constantFrom('2025-06-30', '2026-12-31', '2027-01-31'),
  })
  it('met exactly when the comparator holds; behind and on its way never say otherwise', () => {
    fc.assert(
      fc.property(standing, ({ comparator, value, now, start, planned, day }) => {
        const baseline = { day: '2024-12-31', value: start }
        const asked: Standing = { comparator, value, unit: 'count', deadline: '2026-12-31', baseline, planned, now: { day, value: now } }
        const holds = { '>=': now >= value, '<=': now <= value, '=': now === value, rises: now > start, falls: now < start }[comparator]
        expect(reaches(asked, now, baseline)).toBe(holds)
        expect(statusOf(asked) === 'met').toBe(holds)
        if (statusOf(asked) === 'on-way') {
          expect(directionOf(asked, baseline) * (now - planned)).toBeGreaterThanOrEqual(0)
          expect(day < '2026-12-31').toBe(true)
        }
        const [zh, en] = whyOf(asked)
        expect([zh.endsWith('。'), en.endsWith('.')]).toEqual([true, true])
        expect(zh + en).not.toMatch(/[{}]|undefined|NaN/)
      }),
    )
  })
})

describe('why, in one sentence with its numbers', () => {
  it('what is missing, how it moved, where it would end', () => {
    const forecast = { day: '2026-12-31', value: 78.5, low: 76.9, high: 80.1 }
    const asked: Standing = {
      ...share,
      baseline,
      baselineIs: 'chosen',
      planned: 79,
      now: { day: '2026-10-31', value: 76.8 },
      lastYear: 72.7,
      forecast,
    }
    expect(whyOf(asked)).toEqual([
      '现为 76.8%，距 80% 还差 3.2 个百分点，比去年同期升 4.1 个百分点，此时应到 79%，落后 2.2 个百分点，按现在的走法到期（2026-12-31）约 78.5%（76.9–80.1）。',
      'Now 76.8%, 3.2 points short of 80%; up 4.1 points on a year before; planned by then 79%: 2.2 points behind; as it goes, about 78.5% (76.9–80.1) on 2026-12-31.',
    ])
  })
  it('says where a baseline comes from that nobody chose, and how it stood on the day', () => {
    const over = { on: '2026-06-30', met: false, value: 78 }
    const asked: Standing = { ...share, baseline, baselineIs: 'before', planned: 80, now: { day: '2026-10-31', value: 81 }, over }
    expect(whyOf(asked)[0]).toBe(
      '现为 81%，已达到 80%，起点取计划开始前最近的数 70%（2024-12-31），期限 2026-06-30 已过，当日为 78%，未达到。',
    )
    expect(whyOf({ ...asked, over: { on: '2026-06-30', met: null } })[0]).toContain('当日没有数据')
  })
  it('says why nothing is known', () => {
    expect(whyOf({ ...share, unknown: ['还没有人填报。', 'Nobody has.'] })[0]).toBe('还没有人填报。')
    expect(whyOf({ ...share, left: '县里没有精神病院' })[0]).toContain('县里没有精神病院')
  })
})
