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
