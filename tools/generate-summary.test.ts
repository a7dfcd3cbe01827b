import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { summaryTable } from './generate-summary.ts'

it('the committed summary table is what the definitions generate', () => {
  expect(readFileSync(new URL('../src/fhir/summary.generated.ts', import.meta.url), 'utf8')).toBe(summaryTable())
})
