import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVER, instantRange } from './temporal.ts'

const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'))
const dateTime = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(0, 1, 9999)),
    two(13),
    two(32),
    two(24),
    two(60),
    two(61),
    fc.constantFrom('Z', '+14:00', '-12:00', '-14:00', ''),
    fc.nat(6),
  )
  .map(([year, month, day, hour, minute, second, zone, parts]) => {
    const date = [String(year).padStart(4, '0'), month, day].slice(0, Math.min(3, parts + 1)).join('-')
    return parts < 3 ? date : `${date}T${[hour, minute, second].slice(0, parts - 2).join(':')}${zone}`
  })

describe('the instants that a date or time covers', () => {
  it('begin before they end, and both can be written, at whatever edge of the calendar', () => {
    fc.assert(
      fc.property(dateTime, (text) => {
        const span = instantRange(text)
        if (!span) return
        expect(span.from <= span.to, text).toBe(true)
        expect(span.from >= EVER.from && span.to <= EVER.to, `${text} ${span.from} ${span.to}`).toBe(true)
        expect([span.from.length, span.to.length]).toEqual([24, 24])
      }),
      { numRuns: 2000 },
    )
  })

  it('of the ends of the calendar are its first and last', () => {
    const [first, last] = [EVER.from, EVER.to]
    expect(instantRange('0001-01-01T00:00:00+14:00')).toEqual({ from: first, to: first })
    expect(instantRange('9999-12-31T23:59:59-14:00')).toEqual({ from: last, to: last })
    expect(instantRange('0000')).toEqual({ from: first, to: first })
  })

  it('of a leap second are those of the second after it, as clocks without leap seconds count', () => {
    expect(instantRange('2016-12-31T23:59:60Z')).toEqual({ from: '2017-01-01T00:00:00.000Z', to: '2017-01-01T00:00:00.999Z' })
    expect(instantRange('2016-12-31T23:59:61Z')).toBeUndefined()
  })
})
