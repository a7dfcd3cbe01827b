import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atMost, back, compareMarks, isMark } from './mark.ts'
import { inCountyTime } from './zone.ts'

const seconds = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((d) => d.toISOString())
const layouts = fc.constantFrom(
  (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`,
  (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 23)}456`,
  (iso: string) => iso.replace(/\D/g, '').slice(0, 14),
)

it('going back keeps the layout and the fraction, and is never later', () => {
  expect(back('2026-03-01 00:05:00.123456', 'time', 600)).toBe('2026-02-28 23:55:00.123456')
  expect(back('20260301000500', 'time', 600)).toBe('20260228235500')
  expect(back('2026-03-01', 'time', 86_400)).toBe('2026-02-28')
  expect(back('2026-03-01T00:05:00', 'time', 0)).toBe('2026-03-01T00:05:00')
  expect(back('9007199254740993', 'number', 1)).toBe('9007199254740992')
  fc.assert(
    fc.property(seconds, layouts, fc.nat(10_000_000), (iso, layout, overlap) => {
      const mark = layout(iso)
      const earlier = back(mark, 'time', overlap)
      expect(isMark(earlier, 'time')).toBe(true)
      expect(compareMarks(earlier, mark, 'time')).toBe(overlap ? -1 : 0)
      expect(back(earlier, 'time', -overlap)).toBe(mark)
    }),
  )
})

it('texts of one layout are in the order of their times; numbers in that of their values', () => {
  fc.assert(
    fc.property(seconds, seconds, layouts, (a, b, layout) => {
      const [x, y] = [layout(a), layout(b)]
      expect(compareMarks(x, y, 'time')).toBe(x === y ? 0 : a < b ? -1 : 1)
    }),
  )
  expect(compareMarks('9', '10', 'number')).toBe(-1)
})

it('stands at most at the present moment of its zone', () => {
  const now = new Date('2026-03-02T02:00:00Z')
  expect(atMost('2099-01-01 00:00:00.5', 'time', now, 'Asia/Shanghai')).toBe('2026-03-02 10:00:00.0')
  expect(atMost('20990101000000', 'time', now, 'UTC')).toBe('20260302020000')
  expect(atMost('2026-03-02', 'time', now, 'Asia/Shanghai')).toBe('2026-03-02')
  expect(atMost('2026-03-02 09:59:59', 'time', now, 'Asia/Shanghai')).toBe('2026-03-02 09:59:59')
  expect(atMost('99', 'number', now, 'UTC')).toBe('99')
})

it('takes whole numbers and times, nothing else', () => {
  for (const text of ['', 'infinity', '2026-03-02 10:00', '1.5', "1' or '1"]) {
    expect(isMark(text, 'time')).toBe(false)
    expect(isMark(text, 'number')).toBe(false)
  }
})

it('turns the times of another zone into Beijing time, over a change of its clocks too', () => {
  expect(inCountyTime('2026-01-31 20:00:00.5', 'UTC')).toBe('2026-02-01 04:00:00.5')
  expect(inCountyTime('2026-03-29 01:30:00', 'Europe/Berlin')).toBe('2026-03-29 08:30:00')
  expect(inCountyTime('2026-03-29 03:30:00', 'Europe/Berlin')).toBe('2026-03-29 09:30:00')
  expect(inCountyTime('2026-03-29', 'UTC')).toBe('2026-03-29')
  expect(inCountyTime('2026-13-45 00:00:00', 'UTC')).toBe('2026-13-45 00:00:00')
  expect(inCountyTime('2026-01-31 20:00:00', 'Asia/Shanghai')).toBe('2026-01-31 20:00:00')
})
