import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arranged, itemsOf, membersOf, minified, stamped } from './document.ts'
import type { Resource } from './resource.ts'

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/)
const number = fc.constantFrom('1.00', '1E2', '-0.0', '0', '-12.500e-3', '123456789012345678901234567890', '3.14')
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('a"b', 'c\\', '\\"', '{"meta":[', ' , : ', '张三', '\u2028', 'meta', '\t\n'),
)
/** A string as JSON in one of its many forms. */
const string = fc.tuple(words, fc.boolean()).map(([word, escaped]) => {
  const text = JSON.stringify(word)
  return escaped
    ? text.replace(/[a-z张三]/g, (c) => (text.includes('\\') ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))
    : text
})
type Written = { text: string }
const members = (value: fc.Arbitrary<Written>) =>
  fc.uniqueArray(
    fc.tuple(
      words.filter((w) => !/^(resourceType|id|meta|versionId|lastUpdated|__proto__)$/.test(w)),
      value,
    ),
    {
      maxLength: 4,
      selector: ([name]) => name,
    },
  )
const spaced = fc.tuple(space, space, space, space)
const object = (of: fc.Arbitrary<(readonly [string, Written])[]>) =>
  fc.tuple(of, spaced).map(([list, [a, b, c, d]]) => ({
    text: `{${a}${list.map(([name, { text }]) => `${b}${JSON.stringify(name)}${c}:${d}${text}${a}`).join(',')}${b}}`,
  }))
const { value } = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(number, string, fc.constantFrom('true', 'false')).map((text) => ({ text })),
    fc.tuple(fc.array(tie('value'), { maxLength: 3 }), spaced).map(([list, [a, b, c]]) => ({
      text: `[${a}${list.map(({ text }) => b + text + c).join(',')}${a}]`,
    })),
    object(members(tie('value'))),
  ),
}))
const meta = object(
  fc
    .tuple(members(value), fc.boolean(), fc.boolean())
    .map(([rest, version, updated]): (readonly [string, Written])[] => [
      ...(updated ? [['lastUpdated', { text: '"2020-01-01T00:00:00Z"' }] as const] : []),
      ...rest,
      ...(version ? [['versionId', { text: '"7"' }] as const] : []),
    ]),
)
const resource = object(
  fc
    .tuple(members(value), fc.option(meta), fc.boolean())
    .chain(([rest, meta, id]) =>
      fc.shuffledSubarray([
        ['resourceType', { text: '"Basic"' }] as const,
        ...rest,
        ...(meta ? [['meta', meta] as const] : []),
        ...(id ? [['id', { text: '"old"' }] as const] : []),
      ]),
    )
    .filter((list) => list.some(([name]) => name === 'resourceType')),
)

/** All strings and numbers as they are written, in their order. */
const atoms = (text: string) => text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false/g) ?? []
const bare = (text: string) => {
  const { meta, ...rest } = JSON.parse(text) as Resource & { meta?: Record<string, unknown> }
  const { versionId, lastUpdated, ...kept } = meta ?? {}
  return { ...rest, id: 'x', ...(Object.keys(kept).length ? { meta: kept } : {}) }
}

test('an arranged text begins with type, id and meta, says the same, and keeps every number and string as written', () => {
  fc.assert(
    fc.property(resource, fc.boolean(), ({ text }, at) => {
      const source = at ? `\n ${text}\r\n` : text
      const doc = arranged(source, JSON.parse(source) as Resource, 'x')
      expect(doc.startsWith('{"resourceType":"Basic","id":"x"')).toBe(true)
      expect(JSON.parse(doc)).toEqual(bare(text))
      const names = membersOf(doc).map(({ name }) => name)
      expect(names.indexOf('meta')).toBe(bare(text).meta ? 2 : -1)
      const written = atoms(text)
      for (const atom of atoms(doc).slice(4)) expect(written).toContain(atom)
      expect(doc).toBe(minified(doc))
      expect(arranged(doc, JSON.parse(doc) as Resource, 'x')).toBe(doc)
    }),
    { numRuns: 500 },
  )
})

test('a stamped text is the same with version and instant in its meta, whether it was arranged or not', () => {
  fc.assert(
    fc.property(resource, fc.boolean(), ({ text }, arrange) => {
      const doc = arrange ? arranged(text, JSON.parse(text) as Resource, 'x') : text
      const answer = stamped(doc, 12, '2026-03-02T00:00:00.000Z')
      const { meta, ...rest } = bare(text)
      const id = (JSON.parse(doc) as Resource).id ?? ''
      expect(JSON.parse(answer)).toEqual({
        ...rest,
        id,
        meta: { ...(meta as object), versionId: '12', lastUpdated: '2026-03-02T00:00:00.000Z' },
      })
      expect(new Set(membersOf(minified(answer)).map(({ name }) => name)).size).toBe(membersOf(minified(answer)).length)
    }),
    { numRuns: 500 },
  )
})

test.each(['{"resourceType":"Basic","id":"a","meta":{ }}', '{"resourceType":"Basic","id":"a","meta":{"source":"b","versionId":"7"}}'])(
  'a text that was never arranged is stamped once: %s',
  (text) => {
    const { meta } = JSON.parse(stamped(text, 12, '2026-03-02T00:00:00.000Z')) as { meta: object }
    expect(meta).toMatchObject({ versionId: '12', lastUpdated: '2026-03-02T00:00:00.000Z' })
    expect(stamped(text, 12, '2026-03-02T00:00:00.000Z').match(/versionId/g)).toHaveLength(1)
  },
)

test('white space is taken out between tokens only', () => {
  fc.assert(
    fc.property(value, ({ text }) => {
      const plain = minified(text)
      expect(JSON.parse(plain)).toEqual(JSON.parse(text))
      expect(atoms(plain)).toEqual(atoms(text))
      expect(plain.replace(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/\s/)
    }),
  )
})

test.each([
  ['[]', []],
  ['[1,"a,]",[2,3],{"b":[4]}]', ['1', '"a,]"', '[2,3]', '{"b":[4]}']],
])('the items of %s', (text, items) => {
  expect(itemsOf(text, 0).map(({ from, to }) => text.slice(from, to))).toEqual(items)
})

test('a member written with escapes is the member it names, and decimals keep their zeros', () => {
  const text = '{ "m\\u0065ta" : {"versionId":"3", "tag":[ ]} , "valueDecimal":1.00,"resourceType":"Basic" }'
  expect(arranged(text, JSON.parse(text) as Resource, 'a')).toBe('{"resourceType":"Basic","id":"a","meta":{"tag":[]},"valueDecimal":1.00}')
})

test('depth and size are no matter: a hundred thousand levels, twenty megabytes', () => {
  const deep = `{"resourceType":"Basic","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(arranged(deep, { resourceType: 'Basic' }, 'a').length).toBe(deep.length + '"id":"a",'.length)
  const long = `{"resourceType":"Basic","x":"${'\\\\'.repeat(10_000_000)}"}`
  const began = process.cpuUsage()
  expect(arranged(long, { resourceType: 'Basic' }, 'a').length).toBe(long.length + '"id":"a",'.length)
  expect(process.cpuUsage(began).user).toBeLessThan(2000_000) // µs of this process: others may keep the machine busy
})
