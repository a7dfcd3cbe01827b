import { expect, it } from 'vitest'
import { BadCursor, decodeCursor, encodeCursor, instantIn, type Place, versionIn } from './cursor.ts'

const place = (...values: Place['values']): Place => ({ type: 'Patient', id: 'p1', values })

it('a place comes back from its text', () => {
  for (const one of [place(), place(null), place('2026-03-02T00:00:00.000Z', 3), place('张', null, 5.5)])
    expect(decodeCursor(encodeCursor(one))).toEqual(one)
})

it('text that names no place, or holds what the database cannot, is refused', () => {
  const wrong = [
    [],
    ['Patient'],
    ['Patient', 3],
    {},
    null,
    3,
    ['Patient', 'p1', {}],
    ['Patient', 'p\0'],
    ['Pa\0', 'p1'],
    ['Patient', 'p1', 'a\0'],
  ]
  for (const one of wrong)
    expect(() => decodeCursor(Buffer.from(JSON.stringify(one)).toString('base64url')), JSON.stringify(one)).toThrow(BadCursor)
  for (const text of ['', 'x', '%%%', 'bnVsbA']) expect(() => decodeCursor(text)).toThrow(BadCursor)
})

it('an instant is one that the database or this program wrote', () => {
  const right = [
    '2026-03-02T00:00:00.000Z',
    '2026-03-02 00:00:00+00',
    '2026-03-02 00:00:00.123456+00',
    '-infinity',
    'infinity',
    '0001-12-31 16:00:00+00 BC',
  ]
  for (const one of right) expect(instantIn(place(one))).toBe(one)
  const wrong = [
    null,
    5,
    '',
    'never',
    '2026',
    '2026-02-30 00:00:00+00',
    '0000-01-01 00:00:00+00',
    '2026-03-02 25:00:00+00',
    "'; --",
    '2026-03-02 00:00:00+08',
  ]
  for (const one of wrong) expect(() => instantIn(place(one)), String(one)).toThrow(BadCursor)
})

it('a version is a whole number from 1', () => {
  expect(versionIn(place('2026-03-02T00:00:00.000Z', 7))).toBe(7)
  for (const one of [0, -1, 1.5, 2 ** 31, '1', null]) expect(() => versionIn(place('x', one))).toThrow(BadCursor)
})
