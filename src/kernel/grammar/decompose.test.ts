import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Contributed, decided, decompose, foremost, type Member, termsOf } from './decompose.ts'
import { evaluate, parseExpression } from './expression.ts'

const sides = fc.record({ n: fc.integer({ min: -50, max: 9999 }), d: fc.integer({ min: 0, max: 9999 }) })
const members = fc
  .array(fc.record({ before: sides, now: sides }), { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, i): Member => ({ ...one, id: `m${i}`, name: `${i}` })))
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const of = (list: readonly Member[], period: 'before' | 'now', side: 'n' | 'd') => sum(list.map((m) => m[period][side]))
const contributed = (list: readonly Contributed[]) => sum(list.map((m) => m.contribution))

describe('contributions', () => {
  it('to a ratio sum to its change, exactly', () => {
    fc.assert(
      fc.property(members, fc.constantFrom(1, 100, 1000, 0.01), (list, scale) => {
        const [d0, d1] = [of(list, 'before', 'd'), of(list, 'now', 'd')]
        fc.pre(d0 > 0 && d1 > 0)
        const change = scale * (of(list, 'now', 'n') / d1 - of(list, 'before', 'n') / d0)
        expect(contributed(decompose(list, true, scale)!)).toBeCloseTo(change, 6)
      }),
    )
  })
  it('to a count are the differences', () => {
    fc.assert(
      fc.property(members, (list) => {
        expect(decompose(list, false)!.map((m) => m.contribution)).toEqual(list.map(({ before, now }) => now.n - before.n))
      }),
    )
  })
  it('are none of a ratio that has no value in one of the periods', () => {
    const gone: Member = { id: 'a', name: 'a', before: { n: 1, d: 2 }, now: { n: 0, d: 0 } }
    expect(decompose([gone], true)).toBeUndefined()
  })
  it('say what a hand works out', () => {
    // 80 of 100 and 20 of 100 before: 50 %. Then 60 of 100 and 20 of 60: the first lost 20 in 160, the second lost 40 that were half taken in
    const list: Member[] = [
      { id: 'a', name: '甲', before: { n: 80, d: 100 }, now: { n: 60, d: 100 } },
      { id: 'b', name: '乙', before: { n: 20, d: 100 }, now: { n: 20, d: 60 } },
    ]
    expect(decompose(list, true, 100)!.map((m) => m.contribution)).toEqual([-12.5, 12.5])
  })
})

describe('the foremost', () => {
  const rest = { id: '*', name: '其他' } as const
  it('and the rest still sum to everything; none of the rest is larger', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 0, max: 14 }), fc.array(fc.nat(11)), (list, count, few) => {
        const all = decompose(list, false)!
        const hidden = new Set(few.map((n) => `m${n}`))
        const shown = foremost(all, count, rest, hidden)
        expect(contributed(shown)).toBeCloseTo(contributed(all), 6)
        expect(of(shown, 'now', 'd')).toBe(of(all, 'now', 'd'))
        const kept = shown.filter(({ id }) => id !== rest.id)
        expect(kept.length).toBeLessThanOrEqual(count)
        expect(kept.some(({ id }) => hidden.has(id))).toBe(false)
        const least = Math.min(...kept.map((m) => Math.abs(m.contribution)))
        for (const one of all)
          if (kept.length === count && count && !hidden.has(one.id) && !kept.includes(one))
            expect(Math.abs(one.contribution)).toBeLessThanOrEqual(least)
      }),
    )
  })
})

describe('an expression as a sum of parts', () => {
  const terms = (source: string) => termsOf(parseExpression(source))?.map(({ factor, ref }) => `${factor} ${ref.group}.${ref.part}`)
  it.each([
    ['a.b', ['1 a.b']],
    ['a.b + c.d - e.f', ['1 a.b', '1 c.d', '-1 e.f']],
    ['a.b - (c.d - 2 * e.f)', ['1 a.b', '-1 c.d', '2 e.f']],
    ['(a.b + c.d) / 4', ['0.25 a.b', '0.25 c.d']],
    ['avg(a.b) * (1 + 1)', ['2 a.b']],
    ['prev(a.b)', ['1 a.b']],
  ])('%s', (source, expected) => expect(terms(source)).toEqual(expected))
  it.each(['a.b * c.d', 'a.b / c.d', '5 / a.b', 'a.b + 1', 'or(a.b, c.d)', 'q5(a.b, c.d)', '7', 'a.b / 0'])('%s is none', (source) =>
    expect(terms(source)).toBeUndefined(),
  )
  it('comes to the same', () => {
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3, maxLength: 3 })
    const sources = ['a.x + a.y - a.z', '2 * (a.x - a.y) / 5 - a.z', 'a.x * 3 + a.y * 0.5 - (a.z - a.x)']
    fc.assert(
      fc.property(values, fc.constantFrom(...sources), (of, source) => {
        const value = (part: string) => of['xyz'.indexOf(part)]!
        const e = parseExpression(source)
        const whole = evaluate(e, (ref) => value(ref.part))
        expect(sum(termsOf(e)!.map(({ factor, ref }) => factor * value(ref.part)))).toBeCloseTo(whole!, 9)
      }),
    )
  })
  it('with the side of an `or` that holds', () => {
    const e = parseExpression('a.b / 2 + or(or(a.c, a.d), a.e) * 3')
    const told = (values: Readonly<Record<string, number>>) => {
      const one = decided(e, (first) => first.kind === 'ref' && values[first.part] !== 0)
      return one && termsOf(one)?.map(({ factor, ref }) => `${factor} ${ref.part}`)
    }
    expect(told({ c: 5 })).toEqual(['0.5 b', '3 e']) // the inner or is no part, and so comes to nothing here
    expect(termsOf(decided(parseExpression('or(a.b, a.c)'), () => true)!)).toMatchObject([{ ref: { part: 'b' } }])
    expect(termsOf(decided(parseExpression('or(a.b, a.c)'), () => false)!)).toMatchObject([{ ref: { part: 'c' } }])
    expect(decided(e, () => undefined)).toBeUndefined()
  })
})
