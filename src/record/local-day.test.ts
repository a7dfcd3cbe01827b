import { expect, it } from 'vitest'
import { localDay, localMonth } from './local-day.ts'

it('the local day is that of Shanghai, whatever the zone it was written in', () => {
  expect(localDay('2026-03-02T23:30:00+08:00')).toBe('2026-03-02')
  expect(localDay('2026-03-02T16:30:00Z')).toBe('2026-03-03')
  expect(localDay('2026-03-02T00:30:00.500+14:00')).toBe('2026-03-01')
  expect([localDay('2026-03-02'), localDay('2026-03'), localDay('2026'), localMonth('2026-03-09')]).toEqual([
    '2026-03-02',
    '2026-03-01',
    '2026-01-01',
    '2026-03-01',
  ])
})

it('at the ends of the calendar and in a leap second it is a day that can be written', () => {
  expect(localDay('9999-12-31T23:59:59-14:00')).toBe('9999-12-31')
  expect(localDay('0001-01-01T00:00:00+14:00')).toBe('0001-01-01')
  expect(localDay('2016-12-31T23:59:60Z')).toBe('2017-01-01')
  expect(localDay('2016-12-31T15:59:60.5Z')).toBe('2016-12-31')
})
