import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type FeedFacts, feedState, nextPoll, workingHours } from './state.ts'

const office = { from: '08:00', to: '18:00', days: [1, 2, 3, 4, 5] }
const at = (text: string) => new Date(`${text}:00+08:00`)
const iso = (text: string) => at(text).toISOString()

it('counts the hours of working days only', () => {
  expect(workingHours(iso('2026-03-02T07:00'), iso('2026-03-02T09:30'), office)).toBe(1.5) // a Monday
  expect(workingHours(iso('2026-03-06T17:00'), iso('2026-03-09T09:00'), office)).toBe(2) // over a weekend
  expect(workingHours(iso('2026-03-02T00:00'), iso('2026-03-04T00:00'), { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] })).toBe(
    48,
  )
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-03-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.nat(20 * 24 * 4), fc.subarray([1, 2, 3, 4, 5, 6, 7]), fc.nat(23), fc.nat(23), (from, quarters, days, a, b) => {
      const start = Math.floor(from.getTime() / 900_000) * 900_000
      const [open, shut] = [Math.min(a, b), Math.max(a, b) + 1]
      let counted = 0
      for (let t = start; t < start + quarters * 900_000; t += 900_000) {
        const local = new Date(t + 8 * 3600_000)
        if (days.includes(local.getUTCDay() || 7) && local.getUTCHours() >= open && local.getUTCHours() < shut) counted += 0.25
      }
      const calendar = { from: `${String(open).padStart(2, '0')}:00`, to: `${String(shut).padStart(2, '0')}:00`, days }
      const end = new Date(start + quarters * 900_000).toISOString()
      expect(workingHours(new Date(start).toISOString(), end, calendar)).toBeCloseTo(counted, 9)
    }),
  )
})

const feed = (change: Partial<FeedFacts> = {}): FeedFacts => ({
  every: 60,
  since: iso('2026-03-02T08:00'),
  lastPoll: iso('2026-03-02T12:00'),
  lastOk: iso('2026-03-02T12:00'),
  lastRow: iso('2026-03-02T09:00'),
  failures: 0,
  ...change,
})
const state = (change: Partial<FeedFacts>, now = '2026-03-02T12:01') => feedState(feed(change), at(now))

it('is silent after so many working hours without a new row, and not for hours it was not read', () => {
  expect(state({})).toBe('ok')
  expect(state({ silence: { hours: 3, ...office } })).toBe('silent')
  expect(state({ silence: { hours: 3.1, ...office } })).toBe('ok')
  expect(state({ silence: { hours: 4, ...office }, lastRow: undefined })).toBe('silent')
  expect(state({ silence: { hours: 4, ...office } }, '2026-03-03T12:01')).toBe('late')
  expect(state({ silence: { hours: 1, ...office }, lastOk: undefined })).toBe('late')
})

it('is late when it was not read for three times its pause, failing after three failures', () => {
  expect(state({}, '2026-03-02T12:03')).toBe('ok')
  expect(state({}, '2026-03-02T12:04')).toBe('late')
  expect(state({ every: 3600 }, '2026-03-02T14:00')).toBe('ok')
  expect(state({ failures: 2 })).toBe('ok')
  expect(state({ failures: 3, silence: { hours: 1, ...office } })).toBe('failing')
})

it('polls again after the pause, later and later while it fails, at last once an hour', () => {
  const pause = (change: Partial<FeedFacts>) => (nextPoll(feed(change)) - at('2026-03-02T12:00').getTime()) / 1000
  expect(nextPoll(feed({ lastPoll: undefined }))).toBe(0)
  expect([0, 1, 2, 5, 6, 1000].map((failures) => pause({ failures }))).toEqual([60, 120, 240, 1920, 3600, 3600])
  expect(pause({ failures: 4, every: 7200 })).toBe(7200)
})
