import { describe, expect, it } from 'vitest'
import { inSystem, inValueSet } from './check.ts'
import { expand } from './expand.ts'
import { filterOf } from './filters.ts'
import { systemOf } from './system.ts'
import { isAnswer, translate } from './translate.ts'
import type { Filter, Include, Terms, ValueSet } from './types.ts'

const animals = systemOf({
  url: 'urn:animals',
  content: 'complete',
  caseSensitive: false,
  concept: [
    {
      code: 'mammal',
      display: 'Mammal',
      property: [{ code: 'notSelectable', valueBoolean: true }],
      concept: [
        { code: 'dog', display: 'Dog', designation: [{ language: 'zh', value: '狗' }], property: [{ code: 'legs', valueInteger: 4 }] },
        { code: 'bat', display: 'Bat', property: [{ code: 'legs', valueInteger: 2 }] },
      ],
    },
    { code: 'moa', display: 'Moa', property: [{ code: 'status', valueCode: 'retired' }] },
  ],
})
const sets: Record<string, ValueSet> = {
  a: { url: 'urn:a', compose: { include: [{ valueSet: ['urn:b'] }] } },
  b: { url: 'urn:b', compose: { include: [{ valueSet: ['urn:a'] }] } },
  two: { url: 'urn:two', compose: { include: [{ system: 'urn:animals', concept: [{ code: 'dog' }, { code: 'moa' }] }] } },
  given: { url: 'urn:given', expansion: { contains: [{ system: 'urn:animals', code: 'bat' }] } },
}
const terms: Terms = {
  system: async (url) => (url === 'urn:animals' ? animals : undefined),
  valueSet: async (url) => sets[url.slice(4)],
  maps: async () => [],
}
const codes = async (include: Include[], exclude?: Include[]) =>
  (await expand(terms, { compose: { include, exclude } })).contains.map((c) => (c as { code: string }).code)
const where = (property: string, op: string, value: string): Include[] => [
  { system: 'urn:animals', filter: [{ property, op, value } satisfies Filter] },
]

describe('a value set', () => {
  it.each([
    ['=', 'legs', '4', ['dog']],
    ['is-a', 'concept', 'mammal', ['mammal', 'dog', 'bat']],
    ['descendent-of', 'concept', 'mammal', ['dog', 'bat']],
    ['is-not-a', 'concept', 'mammal', ['moa']],
    ['generalizes', 'concept', 'bat', ['mammal', 'bat']],
    ['in', 'code', 'dog, moa', ['dog', 'moa']],
    ['not-in', 'code', 'dog, moa', ['mammal', 'bat']],
    ['regex', 'code', 'm.*', ['mammal', 'moa']],
    ['exists', 'legs', 'false', ['mammal', 'moa']],
    ['=', 'parent', 'mammal', ['dog', 'bat']],
  ])('filters by %s of %s', async (op, property, value, found) => {
    expect(await codes(where(property, op, value))).toEqual(found)
  })
  it('joins its includes, meets all conditions of one, and leaves out its excludes', async () => {
    expect(await codes([{ system: 'urn:animals', valueSet: ['urn:two'] }, { valueSet: ['urn:given'] }])).toEqual(['dog', 'moa', 'bat'])
    expect(await codes([{ system: 'urn:animals' }], [{ valueSet: ['urn:two'] }])).toEqual(['mammal', 'bat'])
  })
  it('is refused when it includes itself, names an unknown one, or has an operator R4 lacks', async () => {
    await expect(expand(terms, sets['a']!)).rejects.toThrow('urn:a → urn:b → urn:a')
    await expect(codes([{ valueSet: ['urn:none'] }])).rejects.toThrow('urn:none is not known')
    await expect(codes(where('code', 'like', 'x'))).rejects.toThrow('filter operator')
    await expect(codes([{ system: 'urn:unheld' }])).rejects.toThrow('not held here: urn:unheld')
  })
  it('pages, filters by words and says what is inactive or a heading', async () => {
    const all = { compose: { include: [{ system: 'urn:animals' }] } }
    expect(await expand(terms, all, { count: 1, offset: 1 })).toMatchObject({ total: 4, contains: [{ code: 'dog' }] })
    expect((await expand(terms, all, { filter: '狗', includeDesignations: true })).contains).toEqual([
      { system: 'urn:animals', code: 'dog', display: 'Dog', designation: [{ language: 'zh', value: '狗' }] },
    ])
    expect(await expand(terms, all, { filter: 'm', displayLanguage: 'zh' })).toMatchObject({
      contains: [
        { code: 'mammal', abstract: true },
        { code: 'moa', inactive: true },
      ],
    })
    expect((await expand(terms, all, { activeOnly: true })).total).toBe(3)
  })
})

describe('a code', () => {
  it('is checked with its case as the system says, its display, and whether it may be chosen', async () => {
    expect(inSystem(animals, { code: 'DOG', display: 'dog' })).toMatchObject({ result: true, display: 'Dog' })
    expect(inSystem(animals, { code: 'dog', display: '狗' }).result).toBe(true)
    expect(inSystem(animals, { code: 'dog', display: 'Cat' }).message).toContain('none of the names')
    expect(inSystem(animals, { code: 'mammal' }, false).result).toBe(false)
    expect(await inValueSet(terms, sets['two']!, { code: 'dog' })).toMatchObject({ result: true, system: 'urn:animals' })
    expect(await inValueSet(terms, sets['two']!, { system: 'urn:animals', code: 'bat' })).toMatchObject({ result: false, sure: true })
  })
})

describe('a pattern', () => {
  it('matches a whole text, in a time that grows with the text alone; what is none is refused', async () => {
    expect(await codes(where('code', 'regex', 'o|mo'))).toEqual([])
    const long = { code: `${'a'.repeat(2000)}!` }
    for (const value of ['(a+)+', '(a|a)*c', '.*.*.*x'])
      expect(filterOf(animals, { property: 'code', op: 'regex', value })(long)).toBe(false)
    for (const none of ['(?=a)a', '(a)\\1', 'a{1001}', '(a'])
      await expect(codes(where('code', 'regex', none))).rejects.toThrow('cannot be used')
  })
})

describe('a concept map', () => {
  const map = {
    url: 'urn:map',
    targetUri: 'urn:set',
    group: [
      {
        source: 'urn:x',
        target: 'urn:y',
        element: [
          { code: '1', target: [{ code: 'one', equivalence: 'wider', comment: 'so so' }] },
          { code: '2', target: [{ code: 'two', equivalence: 'unmatched' }] },
        ],
        unmapped: { mode: 'fixed', code: 'other' },
      },
    ],
  }
  const ask = (code: string, more: object = {}) => translate([map], { coding: { system: 'urn:x', code }, ...more })
  it('translates forth and back, and what it does not name as it says', () => {
    expect(ask('1')).toEqual([{ equivalence: 'wider', concept: { system: 'urn:y', code: 'one' }, source: 'urn:map', comment: 'so so' }])
    expect(translate([map], { coding: { system: 'urn:y', code: 'one' }, reverse: true })).toMatchObject([
      { equivalence: 'narrower', concept: { code: '1' } },
    ])
    expect(ask('2').some(isAnswer)).toBe(false)
    expect(ask('9')).toMatchObject([{ equivalence: 'inexact', concept: { code: 'other' } }])
    expect(ask('1', { target: 'urn:z' })).toEqual([])
    expect(ask('1', { target: 'urn:set' })).toHaveLength(1)
  })
})
