import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Misuse } from './error.ts'
import { matchesPattern } from './pattern.ts'

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\d',
  '\\w',
  '[ab]',
  '[^a]',
  '[\\]-]',
  '^',
  '$',
  '\\b',
  '-',
  '张',
  '💉',
  '\\u{1F489}',
  '\\.',
  '\\p{Script=Han}',
  '\\n',
  '',
)
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,}', '{0,2}', '{2,3}?')
const { pattern } = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie('term'), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((rows) => rows.map((row) => row.join('')).join('|')),
  term: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(?:[$^]|\\[bB]|)$/.test(one) ? one : one + times)),
    fc.tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('pattern'), quantifier).map(([open, inner, times]) => `${open}${inner})${times}`),
  ),
}))
const isPattern = (text: string) => {
  try {
    new RegExp(text, 'su')
    return true
  } catch {
    return false
  }
}

describe('a pattern', () => {
  it('matches what the engine says it matches', () => {
    // without \B, which the engine also finds between the halves of a character
    const texts = fc.array(fc.constantFrom('a', 'b', '1', '-', ' ', '\n', '张', '💉', '.'), { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(pattern.filter(isPattern), texts, (source, text) => {
        expect(matchesPattern(text, source), source).toBe(new RegExp(source, 'su').test(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('that would keep the engine busy for years is tested in milliseconds', () => {
    const long = `${'a'.repeat(5000)}!`
    for (const source of ['(a+)+$', '^(a|aa)+$', '(a*)*b', '^([a-z]+)*$', '(.*a){10}b', '(a|a)*b', 'a*a*a*a*b', '^(?:(?:a?){30}a{30})*$']) {
      const began = process.cpuUsage().user
      expect(matchesPattern(long, source), source).toBe(false)
      expect(process.cpuUsage().user - began).toBeLessThan(2_000_000)
    }
  })

  it('is refused where it is none, too large, or no automaton could follow it, with the reason', () => {
    for (const source of [
      '(',
      '[',
      'a{2,1}',
      '(a)\\1',
      '(?=a)',
      '(?<!a)b',
      'a{100000}',
      '((((a{99}){99}){99}){99})',
      '(?:(?:){99999}){99999}',
    ])
      expect(() => matchesPattern('aaa', source), source).toThrow(Misuse)
  })
})
