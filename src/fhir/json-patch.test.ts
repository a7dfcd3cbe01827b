import fc from 'fast-check'
import { applyPatch, type Operation } from 'rfc6902'
import { expect, test } from 'vitest'
import { PatchFault, patched } from './json-patch.ts'

const doc = '{"resourceType":"Observation","value":1.00,"list":[1E2,-0.0,{"a/b":"x~y"}],"deep":{"n":3.140}}'
const p = (...operations: object[]) => JSON.stringify(operations)

test.each([
  ['[{"op":"replace","path":"/value","value":2.50}]', doc.replace('1.00', '2.50')],
  ['[{"op":"add","path":"/list/1","value":7.0}]', doc.replace('1E2,', '1E2,7.0,')],
  ['[ { "path" : "/list/-" , "op" : "add", "value" : [ 1.0 ] } ]', doc.replace('"x~y"}', '"x~y"},[1.0]')],
  [p({ op: 'remove', path: '/list/0' }), doc.replace('1E2,', '')],
  [p({ op: 'remove', path: '/resourceType' }), doc.replace('"resourceType":"Observation",', '')],
  [p({ op: 'remove', path: '/list/2/a~1b' }), doc.replace('"a/b":"x~y"', '')],
  [p({ op: 'move', from: '/deep/n', path: '/value' }), doc.replace('1.00', '3.140').replace('"n":3.140', '')],
  [p({ op: 'copy', from: '/deep', path: '/list/0' }), doc.replace('[1E2', '[{"n":3.140},1E2')],
  ['[{"op":"test","path":"/value","value":1.0},{"op":"test","path":"/list","value":[100,0,{"a/b":"x~y"}]}]', doc],
  [p({ op: 'move', from: '/list/2/a~1b', path: '/list/2/a' }), doc.replace('a/b', 'a')],
  ['[]', doc],
])('%s leaves all else as it was written', (patch, after) => {
  expect(patched(doc, patch)).toBe(after)
})

test.each([
  [p({ op: 'remove', path: '/nothing' }), /^Operation 0 \(remove "\/nothing"\): there is nothing at/],
  [p({ op: 'add', path: '/a', value: 1 }, { op: 'replace', path: '/b/c', value: 1 }), /^Operation 1 \(replace "\/b\/c"\)/],
  [p({ op: 'add', path: '/list/9', value: 1 }), /3 items/],
  [p({ op: 'add', path: '/value/x', value: 1 }), /nothing to add it to/],
  [p({ op: 'add', path: '/list/01', value: 1 }), /3 items/],
  [p({ op: 'remove', path: '/list/-' }), /nothing at/],
  [p({ op: 'test', path: '/value', value: '1.00' }), /another one/],
  [p({ op: 'move', from: '/deep', path: '/deep/n' }), /into itself/],
  [p({ op: 'remove', path: '' }), /whole resource/],
])('%s is refused by name', (patch, why) => {
  expect(() => patched(doc, patch)).toThrow(why)
})

test.each([
  '',
  '[',
  '[]x',
  '[{"op":"remove","path":"/value"},]',
  '{}',
  '[1]',
  '[{}]',
  p({ op: 'spit', path: '' }),
  p({ op: 'add', path: 'a', value: 1 }),
  p({ op: 'add', path: '/a~2', value: 1 }),
  p({ op: 'add', path: '/a' }),
  p({ op: 'copy', path: '/a' }),
])('%s is no patch', (patch) => {
  const fault = (() => {
    try {
      return patched(doc, patch)
    } catch (error) {
      return error
    }
  })()
  expect(fault).toBeInstanceOf(PatchFault)
  expect(fault).toHaveProperty('malformed', true)
})

const token = fc.constantFrom('a', 'b', 'a/b', '~', '', '0', '1', '2', '-')
const path = fc
  .array(token, { maxLength: 3 })
  .map((tokens) => tokens.map((t) => `/${t.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(1, 2.5, 'x', true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'a/b', '~', '', '0'), tie('value'), { maxKeys: 3 }),
  ),
}))
const operation = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path, value }),
  fc.record({ op: fc.constant('remove'), path: path.filter((one) => one !== '') }),
  fc.record({ op: fc.constantFrom('move', 'copy'), path: path.filter((one) => one !== ''), from: path.filter((one) => one !== '') }),
)
/** Where the other implementation takes what the RFC refuses: members of arrays that are no index, tests of nothing, replacing the whole. */
const plain = (op: Operation) => op.path !== '' && !/\/-$/.test(op.op === 'add' || op.op === 'copy' || op.op === 'move' ? '' : op.path)

test('another implementation comes to the same', () => {
  let compared = 0
  fc.assert(
    fc.property(value, fc.array(operation, { maxLength: 4 }), (before, operations) => {
      if (typeof before !== 'object' || !operations.every((one) => plain(one as Operation))) return
      const theirs = structuredClone(before)
      const fault = (() => {
        try {
          return applyPatch(theirs, structuredClone(operations) as Operation[]).some((one) => one !== null)
        } catch (error) {
          return error instanceof TypeError // it adds members to numbers
        }
      })()
      const ours = (() => {
        try {
          return JSON.parse(patched(JSON.stringify(before), JSON.stringify(operations))) as unknown
        } catch (error) {
          if (error instanceof PatchFault) return undefined
          throw error
        }
      })()
      if (fault) expect(ours).toBeUndefined()
      if (ours === undefined || fault) return
      compared++
      expect(ours).toEqual(theirs)
    }),
    { numRuns: 3000 },
  )
  expect(compared).toBeGreaterThan(300)
})

test('a patch that would copy without end is refused at once', () => {
  const long = JSON.stringify({ x: 'y'.repeat(1_000_000) })
  const began = process.cpuUsage()
  expect(() => patched(long, p(...Array.from({ length: 4000 }, () => ({ op: 'add', path: '/z', value: 1 }))))).toThrow(/too much/)
  expect(process.cpuUsage(began).user).toBeLessThan(3000_000) // µs of this process: others may keep the machine busy
})

test('what only looks like names divided by "/" is another place', () => {
  expect(patched('{"a":{"b":1},"a/b":2}', p({ op: 'move', from: '/a~1b', path: '/a/b' }))).toBe('{"a":{"b":2}}')
})
