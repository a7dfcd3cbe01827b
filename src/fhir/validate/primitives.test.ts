import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBroken, PRIMITIVES, STRING_LIMIT } from './primitives.ts'

const accepts = (type: string, value: unknown): boolean => {
  const { kind, ok } = PRIMITIVES[type]!
  return typeof value === kind && (ok as (value: unknown) => boolean)(value)
}

const CASES: Record<string, { good: unknown[]; bad: unknown[] }> = {
  base64Binary: { good: ['QUJD', 'QQ==', 'QUJD\n QUJD'], bad: ['', ' ', 'QUJ', 'QUJ!', '====', 'QQ=A'] },
  boolean: { good: [true, false], bad: ['true', 1] },
  code: { good: ['final', 'mm[Hg]', 'a b', '完成', 'CHEST\u00a0'], bad: ['', ' a', 'a ', 'a  b', 'a\u0000', 'a\n', ' '] },
  date: {
    good: ['2026', '2026-02', '2024-02-29', '2000-02-29', '2026-12-31'],
    bad: [
      '',
      '26',
      '0000',
      '2026-13',
      '2026-00',
      '2023-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-1-1',
      '2026-05-08T00:00:00Z',
      '2026-05-08 ',
    ],
  },
  dateTime: {
    good: ['2026', '2026-05-08', '2026-05-08T09:30:00+08:00', '2026-05-08T23:59:60Z', '2026-05-08T09:30:00.123456789-14:00'],
    bad: [
      '2026-05-08T09:30+08:00',
      '2026-05-08T09:30:00',
      '2026-05-08T24:00:00Z',
      '2023-02-29T00:00:00Z',
      '2026-05-08T09:30:00+15:00',
      '2026-05-08T09:30:00z',
    ],
  },
  decimal: { good: [0, -1.5, 1e-7], bad: ['1', Number.POSITIVE_INFINITY, Number.NaN] },
  id: { good: ['a', 'A-1.b', 'x'.repeat(64)], bad: ['', 'x'.repeat(65), 'a_b', 'a b', '张'] },
  instant: { good: ['2026-05-08T09:30:00Z'], bad: ['2026-05-08', '2026-05-08T09:30:00', '2026-02-30T00:00:00Z'] },
  integer: { good: [0, -2147483648, 2147483647], bad: [1.5, 2147483648, -2147483649, '1'] },
  markdown: { good: ['**粗**\n'], bad: [''] },
  oid: { good: ['urn:oid:1.2.156.10011'], bad: ['1.2.156', 'urn:oid:3.1', 'urn:oid:1.02'] },
  positiveInt: { good: [1], bad: [0, -1, 1.5] },
  string: {
    good: ['张三', '　全角空格', ' 前后 ', '\t表\n', '😀𠮷', 'x'.repeat(STRING_LIMIT)],
    bad: ['', '   ', '\u3000', 'a\u0000', '\ud83d', 'x'.repeat(STRING_LIMIT + 1)],
  },
  time: { good: ['09:30:00', '23:59:60', '09:30:00.5'], bad: ['9:30:00', '09:30', '24:00:00', '09:30:00Z'] },
  unsignedInt: { good: [0, 2147483647], bad: [-1, 2147483648] },
  uri: { good: ['urn:x', 'http://例子.中国/路径', '#a'], bad: ['', 'a b', 'a\u0000'] },
  uuid: {
    good: ['urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'],
    bad: ['urn:uuid:0C3151BD-1CBF-4D64-B04D-CD9187A4C6E0', '0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'],
  },
}

describe('primitive formats', () => {
  it.each(Object.keys(CASES))('%s', (type) => {
    expect(CASES[type]!.good.filter((value) => !accepts(type, value))).toEqual([])
    expect(CASES[type]!.bad.filter((value) => accepts(type, value))).toEqual([])
  })

  it('takes exactly the days that exist', () => {
    const day = fc.record({ y: fc.integer({ min: 1, max: 9999 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 31 }) })
    fc.assert(
      fc.property(day, ({ y, m, d }) => {
        const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        const at = new Date(`${text}T00:00:00Z`)
        expect(accepts('date', text)).toBe(!Number.isNaN(at.getTime()) && at.toISOString().startsWith(text))
      }),
    )
  })

  it('finds control characters but tab and line ends, and half surrogate pairs, and nothing else', () => {
    const control = (text: string) => [...text].some((character) => character < ' ' && !'\t\n\r'.includes(character))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\u0000', '\u001f', '\ud800', '\udfff'), (text, bad) => {
        expect(isBroken(text)).toBe(control(text))
        expect(isBroken(`${text}${bad}。`)).toBe(true)
      }),
    )
  })
})
