import { describe, expect, test } from 'vitest'
import { compilePath } from './compile.ts'
import { PathError } from './error.ts'

const run = (expression: string, focus: unknown = {}, constants?: Record<string, unknown>) => compilePath(expression, constants)(focus)

const refusal = (act: () => unknown): PathError => {
  try {
    act()
  } catch (error) {
    if (error instanceof PathError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('what cannot be compiled is refused at its place', () => {
  test.each([
    ['@@', 0],
    ['', 0],
    ['name.', 5],
    ['name..given', 5],
    ['name.where(use', 14],
    ['name[0', 6],
    ['name family', 5],
    ["name = 'open", 7],
    ['a = = b', 4],
    ['name.frobnicate()', 5],
    ['name.constructor()', 5],
    ['a constructor b', 2],
    ['name.first(1)', 5],
    ['name.where()', 5],
    ['a = %nowhere', 4],
    ['value.ofType(1)', 13],
    ['value is 5', 9],
    ['value.is()', 6],
    ['$that', 0],
    ['a ~ b', 2],
    ['extension()', 0],
    ['(a', 2],
  ])('%s', (expression, position) => {
    expect(refusal(() => compilePath(expression))).toMatchObject({ expression, position })
  })

  test('with a message a person can act on', () => {
    expect(refusal(() => compilePath('name.where(use')).message).toBe('expected “,”, found the end at 14 in “name.where(use”')
  })
})

test('several values where one is allowed are refused when the data brings them', () => {
  const name = { given: ['a', 'b'], rank: 1 }
  const error = refusal(() => run('given > 1', name))
  expect(error.message).toBe('one value expected, 2 found at 6 in “given > 1”')
  for (const path of [
    'given and true',
    'given.upper()',
    'rank + %s',
    'given.single()',
    'rank.upper()',
    'rank < %s',
    'given.take(%s)',
    '-given.first()',
  ]) {
    expect(() => run(path, name, { s: 's' }), path).toThrow(PathError)
  }
})

test('constants, the row and the resource around', () => {
  expect(run('name.where(use = %use).given', { name: [{ use: 'a', given: ['x'] }, { use: 'b' }] }, { use: 'a' })).toEqual(['x'])
  expect(run('%`the-code`', {}, { 'the-code': 7 })).toEqual([7])
  expect(run('%list', {}, { list: [1, 2] })).toEqual([1, 2])
  expect(compilePath('%rowIndex + 1')({}, { rowIndex: 4 })).toEqual([5])
  expect(compilePath('%rowIndex')({})).toEqual([0])
  expect(compilePath('%resource.id')({ id: 'inner' }, { resource: { id: 'outer' } })).toEqual(['outer'])
  expect(compilePath('%resource.id')({ id: 'own' }, { rowIndex: 1 })).toEqual(['own'])
})

test('a focus may be a collection, a bare value or nothing', () => {
  expect(run('given', [{ given: ['a'] }, { given: ['b', null] }, 3, null])).toEqual(['a', 'b'])
  expect(run('$this', 'x')).toEqual(['x'])
  expect(run('a.b.exists()', null)).toEqual([false])
  expect(run('a.b', undefined)).toEqual([])
})

test('references are read, not fetched', () => {
  const resource = {
    resourceType: 'Task',
    contained: [{ resourceType: 'Practitioner', id: 'c', name: [{ family: '李' }] }],
    to: [
      { reference: 'Patient/p1' },
      { reference: 'https://example.org/fhir/Device/d1/_history/2' },
      { reference: '#c' },
      { type: 'Group', identifier: { value: '1' } },
      { reference: 'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7' },
    ],
  }
  expect(run('to.where(resolve() is Patient).reference', resource)).toEqual(['Patient/p1'])
  expect(run('to.resolve().id', resource)).toEqual(['p1', 'd1', 'c'])
  expect(run('to.resolve().name.family', resource)).toEqual(['李'])
  expect(run('to.where(resolve() is Group).exists()', resource)).toEqual([true])
  expect(run('to.getReferenceKey()', resource)).toEqual(['p1', 'd1'])
  expect(run('to.getReferenceKey(Device)', resource)).toEqual(['d1'])
  expect(run("'Patient/7'.resolve().resourceType")).toEqual(['Patient'])
})

test.each([
  ['1.587.lowBoundary()', 1.5865],
  ['1.587.highBoundary()', 1.5875],
  ['1.lowBoundary()', 0.5],
  ['5.0.highBoundary()', 5.05],
  ['x.lowBoundary()', 2.95],
  ['@2024-02.highBoundary()', '2024-02-29'],
  ['@2024.lowBoundary()', '2024-01-01'],
  ['whenDateTime.highBoundary()', '2024-05-31'],
  ['when.ofType(dateTime).highBoundary()', '2024-05-31T23:59:59.999-12:00'],
  ['when.ofType(dateTime).lowBoundary()', '2024-05-01T00:00:00.000+14:00'],
  ['@2024-05-01T10:30+08:00.highBoundary()', '2024-05-01T10:30:59.999+08:00'],
  ['@T10.lowBoundary()', undefined],
  ['@T10:30.highBoundary()', '10:30:59.999'],
])('%s is %s', (expression, expected) => {
  const focus = { x: 3, whenDateTime: '2024-05' }
  if (expected === undefined) expect(() => run(expression, focus)).toThrow(PathError)
  else expect(run(expression, focus)).toEqual([expected])
})

test('a time without an offset is county time', () => {
  expect(run('@2024-05-01T08:30:00 = @2024-05-01T00:30:00Z')).toEqual([true])
  expect(run('at < @2024-05-01T00:30:01Z', { at: '2024-05-01T08:30:00' })).toEqual([true])
})

test('types of bare values are told by their shape', () => {
  const is = (value: unknown, type: string) => run(`x is ${type}`, { x: value })[0]
  expect(is({ start: '2024' }, 'Period')).toBe(true)
  expect(is({ start: '2024' }, 'Quantity')).toBe(false)
  expect(is({ resourceType: 'Patient' }, 'DomainResource')).toBe(true)
  expect(is({ resourceType: 'Bundle' }, 'DomainResource')).toBe(false)
  expect(is('2024-05-01', 'date')).toBe(true)
  expect(is('2024-05-01', 'System.String')).toBe(true)
  expect(is('14:30', 'time')).toBe(true)
  expect(is('x', 'instant')).toBe(false)
  expect(is(1.5, 'Decimal')).toBe(true)
  expect(is(1, 'FHIR.integer')).toBe(true)
  expect(is(true, 'constructor')).toBe(false)
})

describe('an expression that costs more than it is worth', () => {
  const bundle = {
    resourceType: 'Bundle',
    entry: Array.from({ length: 5000 }, (_, i) => ({ fullUrl: `urn:${i}`, link: [{ n: i }, { n: i }] })),
  }
  test.each([
    '%resource.entry.select(%resource.entry.select(%resource.entry))',
    '%resource.entry.where(%resource.entry.where(%resource.entry.exists()).exists()).exists()',
    '%resource.entry.all(%resource.entry.link.n = %resource.entry.link.n)',
    '%resource.entry.where(%resource.entry.ofType(Period).exists() and %resource.entry.link.ofType(Period).exists()).exists()',
    `'a'${'.select($this & $this)'.repeat(40)}`,
    `'a'${".replace('', 'aaaaaaaaaaaaaaaa')".repeat(40)}`,
    "'a'.repeat($this + 'a')",
    `entry${'.select($this | %resource.entry)'.repeat(2)}`,
    `entry${'.combine(%resource.entry)'.repeat(60)}.distinct()`,
    'entry.link.select(%resource.entry.link).distinct()',
    "entry.select('a').join('a').select($this.split('')).select(%resource.entry.fullUrl.join())",
  ])('is ended: %s', (expression) => {
    const path = compilePath(expression)
    const began = process.cpuUsage().user
    expect(() => path(bundle)).toThrow(PathError)
    expect(process.cpuUsage().user - began).toBeLessThan(3_000_000)
    expect(compilePath('Bundle.entry.fullUrl.first()')(bundle)).toEqual(['urn:0'])
  })

  test('is no expression when it is longer or deeper than any of R4', () => {
    for (const expression of [
      '('.repeat(10_000),
      `a${'.where(a'.repeat(300)}`,
      `'${'a'.repeat(1_000_000)}'`,
      '-'.repeat(9999),
      `${'a+'.repeat(20_000)}a`,
    ])
      expect(() => compilePath(expression)).toThrow(PathError)
    expect(compilePath(`${'1+'.repeat(600)}1`)({})).toEqual([601])
    expect(compilePath(`a${'.a'.repeat(1900)}`)({})).toEqual([])
  })

  test('finds nothing that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', '`__proto__`.constructor', 'constructor.name'])
      expect(compilePath(name)({ resourceType: 'Patient' })).toEqual([])
  })
})
