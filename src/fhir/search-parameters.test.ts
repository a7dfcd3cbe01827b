import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { searchParametersModule } from '../../tools/generate-search-parameters.ts'
import { compilePath } from './path/compile.ts'
import { SEARCH_PARAMETERS } from './search-parameters.generated.ts'
import { searchParametersOf } from './search-parameters.ts'

const all = Object.keys(SEARCH_PARAMETERS).flatMap((type) => searchParametersOf(type).map((parameter) => ({ ...parameter, of: type })))

test('the table is what the generator makes of the official definitions', () => {
  expect(readFileSync(new URL('./search-parameters.generated.ts', import.meta.url), 'utf8')).toBe(searchParametersModule())
})

test('every expression compiles, those of composite parts too', () => {
  expect(all.length).toBeGreaterThan(2000)
  for (const { expression, parts = [] } of all)
    for (const path of [expression, ...parts.map((part) => part.expression)]) if (path) compilePath(path)
})

test('a parts list names parameters of the same resource type', () => {
  for (const { of, parts = [] } of all) {
    const codes = new Set(searchParametersOf(of).map((parameter) => parameter.code))
    expect(parts.filter((part) => !codes.has(part.code))).toEqual([])
  }
})

test('an expression is cut down to the resource type it is listed under', () => {
  const clinical = searchParametersOf('Condition').find((parameter) => parameter.code === 'patient')
  expect(clinical).toEqual({
    code: 'patient',
    type: 'reference',
    expression: 'Condition.subject.where(resolve() is Patient)',
    url: 'http://hl7.org/fhir/SearchParameter/clinical-patient',
    target: ['Patient'],
  })
  expect(searchParametersOf('Patient').map((parameter) => parameter.code)).toContain('_lastUpdated')
  expect(searchParametersOf('constructor')).toEqual(searchParametersOf('DomainResource'))
})
