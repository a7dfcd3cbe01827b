import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileView, type ViewDefinition, ViewError } from './view-definition.ts'

type Row = Record<string, unknown>
type Case = { title: string; view: ViewDefinition; expect?: Row[]; expectError?: boolean; expectColumns?: string[] }
type Suite = { title: string; resources: unknown[]; tests: Case[] }

const folder = new URL('../../test/sql-on-fhir/', import.meta.url)
const suites = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): Suite => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))

const run = (view: ViewDefinition, resources: unknown[]) => {
  const { columns, rows } = compileView(view)
  return { columns: columns.map((column) => column.name), rows: resources.flatMap(rows) }
}

/** One text per row, whatever the order of its keys, a missing key being the same as null; sorted. */
const canonical = (rows: Row[], columns: string[]) =>
  rows.map((row) => JSON.stringify([...new Set([...columns, ...Object.keys(row)])].sort().map((key) => [key, row[key] ?? null]))).sort()

describe('the official SQL on FHIR v2 suite', () => {
  for (const { title, resources, tests } of suites) {
    describe(title, () => {
      for (const { title, view, expect: rows, expectError, expectColumns } of tests) {
        test(title, () => {
          if (expectError) return expect(() => run(view, resources)).toThrow(ViewError)
          const answer = run(view, resources)
          expect(canonical(answer.rows, answer.columns)).toEqual(canonical(rows!, answer.columns))
          if (expectColumns) expect(answer.columns).toEqual(expectColumns)
        })
      }
    })
  }
  test('is complete', () => {
    expect(suites.length).toBe(22)
    expect(suites.flatMap((suite) => suite.tests).length).toBe(134)
  })
})

const column = (name: string, path: string) => ({ name, path })
const view = (select: ViewDefinition['select'], more: Partial<ViewDefinition> = {}): ViewDefinition => ({
  resource: 'Patient',
  select,
  ...more,
})

describe('an invalid view is refused with its place', () => {
  const id = [column('id', 'id')]
  test.each<[string, unknown]>([
    ['select[0].column[1].path', view([{ column: [...id, column('x', 'name.')] }])],
    ['select[0].column[0]', view([{ column: [column('1x', 'id')] }])],
    ['select[0].column', { resource: 'Patient', select: [{ column: { name: 'id' } }] }],
    ['select[0]', view([{ column: id, forEach: 'name', repeat: ['name'] }])],
    ['select[0]', view([{ forEach: 'name' }])],
    ['select[0]', { resource: 'Patient', select: [null] }],
    ['select[0].select[0].repeat[0]', view([{ select: [{ repeat: ['%x'], column: id }] }])],
    ['select[0].unionAll', view([{ unionAll: [{ column: id }, { column: [column('x', 'id')] }] }])],
    ['select', view([{ column: id }, { column: id }])],
    ['select', view([])],
    ['where[0].path', view([{ column: id }], { where: [{ path: '' }] })],
    [
      'constant[1]',
      view([{ column: id }], {
        constant: [
          { name: 'a', valueCode: 'x' },
          { name: 'b', valueCode: 'x', valueString: 'y' },
        ],
      }),
    ],
    ['constant[0]', view([{ column: id }], { constant: [{ name: 'a b', valueCode: 'x' }] })],
  ])('%s', (where, invalid) => {
    expect(() => compileView(invalid as ViewDefinition)).toThrow(expect.objectContaining({ name: 'ViewError', where }))
  })
})

test('data that does not fit the view is refused with its place', () => {
  const patient = { resourceType: 'Patient', name: [{ family: '王' }, { family: '李' }] }
  const at = (where: string) => expect.objectContaining({ where })
  expect(() => compileView(view([{ column: [column('family', 'name.family')] }])).rows(patient)).toThrow(at('select[0].column[0]'))
  expect(() => compileView(view([{ column: [column('n', '1')] }], { where: [{ path: 'name.family' }] })).rows(patient)).toThrow(
    at('where[0]'),
  )
  expect(() => compileView(view([{ repeat: ['$this'], column: [column('n', '1')] }])).rows(patient)).toThrow(at('select[0].repeat'))
})

test('columns keep type, collection and tags; rows of one view do not share state', () => {
  const tag = [{ name: 'ansi/type', value: 'text' }]
  const { columns, rows, resource } = compileView(
    view([
      { column: [{ name: 'given', path: 'name.given', type: 'string', collection: true, tag }] },
      { forEachOrNull: 'link', column: [column('other', 'other')] },
    ]),
  )
  expect(resource).toBe('Patient')
  expect(columns).toEqual([{ name: 'given', type: 'string', collection: true, tag }, { name: 'other' }])
  const [first, second] = rows({ resourceType: 'Patient', link: [{ other: 'a' }, { other: 'b' }] })
  expect([first, second]).toEqual([
    { given: [], other: 'a' },
    { given: [], other: 'b' },
  ])
  expect(rows({ resourceType: 'Patient' })).toEqual([{ given: [], other: null }])
  expect(rows({ resourceType: 'Group' })).toEqual([])
  expect(rows(null)).toEqual([])
})
