import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Expression, ExpressionError, evaluate, parseExpression, refsOf } from './expression.ts'

const value = (source: string, parts: Record<string, number | null> = {}) =>
  evaluate(parseExpression(source), (ref) => parts[`${ref.group}.${ref.part}`] ?? null)
const problem = (source: string) => {
  try {
    parseExpression(source)
  } catch (error) {
    return error instanceof ExpressionError ? [error.at, error.text[1]] : error
  }
  return undefined
}

describe('an expression', () => {
  it('keeps the order of arithmetic', () => {
    expect(value('1 + 2 * 3 - 4 / 2')).toBe(5)
    expect(value('(1 + 2) * 3')).toBe(9)
    expect(value('10 - 3 - 2')).toBe(5)
    expect(value('visits.count - visits.first-visit', { 'visits.count': 7, 'visits.first-visit': 3 })).toBe(4)
  })
  it('has no number where something is divided by nought or a part is unknown', () => {
    expect(value('a.x / a.y', { 'a.x': 3, 'a.y': 0 })).toBeNull()
    expect(value('a.x + a.unknown', { 'a.x': 3 })).toBeNull()
    expect(value('or(a.unknown, 4)')).toBe(4)
    expect(value('or(a.x, 4)', { 'a.x': 0 })).toBe(4)
  })
  it('knows the probability of dying within five years of age', () => {
    expect(value('q5(a.d, a.p)', { 'a.d': 10, 'a.p': 1000 })).toBeCloseTo((5 * 0.01) / (1 + 2.5 * 0.01), 12)
    expect(value('q5(a.d, a.p)', { 'a.d': 0, 'a.p': 0 })).toBe(0)
  })
  it('reads how a part is taken, of whom, and how far back', () => {
    expect(refsOf(parseExpression('prev(end(beds.open@primary.inside)) / mid(people.count)'))).toMatchObject([
      { group: 'beds', part: 'open', selectors: ['primary', 'inside'], taking: 'end', back: 12 },
      { group: 'people', part: 'count', selectors: [], taking: 'mid', back: 0 },
    ])
  })
  it.each([
    ['', 0, 'The expression is not finished'],
    ['visits', 0, 'Write "visits" as group.part'],
    ['visits.count / ', 15, 'The expression is not finished'],
    ['(1 + 2', 6, 'Expected ")" here'],
    ['visits.count@nowhere', 13, 'No selector "nowhere"'],
    ['sum(visits.count)', 0, 'No function "sum"'],
    ['q5(1)', 0, '"q5" takes 2 argument(s)'],
    ['1 2', 2, '"2" is left over'],
    ['visits.count ; drop', 13, 'Unknown character ";"'],
  ])('with a mistake names the place: %s', (source, at, text) => {
    expect(problem(source)).toEqual([at, `${text} (character ${at + 1})`])
  })
})

const written = (e: Expression): string =>
  e.kind === 'number'
    ? String(e.value)
    : e.kind === 'op'
      ? `(${written(e.left)} ${e.op} ${written(e.right)})`
      : e.kind === 'ref'
        ? `${e.group}.${e.part}`
        : ''
const expressions = fc.letrec<{ e: Expression }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 5 },
    fc.nat(1000).map((n): Expression => ({ kind: 'number', value: n })),
    fc.constantFrom('a.x', 'b.y').map((name): Expression => parseExpression(name)),
    fc.record({
      kind: fc.constant('op' as const),
      op: fc.constantFrom('+', '-', '*', '/'),
      left: tie('e'),
      right: tie('e'),
    }) as fc.Arbitrary<Expression>,
  ),
})).e

it('is read as it was written, and computes what JavaScript would', () => {
  fc.assert(
    fc.property(expressions, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (e, x, y) => {
      const source = written(e)
      const told = evaluate(parseExpression(source), ({ group }) => (group === 'a' ? x : y))
      const plain = Function('a', 'b', `return ${source}`)({ x }, { y }) as number
      if (told !== null) expect(told).toBeCloseTo(plain, 6)
      else expect(source).toContain('/')
    }),
  )
})
it('never throws anything but a mistake with its place, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), (source) => {
      try {
        parseExpression(source)
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError)
        expect((error as ExpressionError).at).toBeLessThanOrEqual(source.length)
      }
    }),
  )
})
