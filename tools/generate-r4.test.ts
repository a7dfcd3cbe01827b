import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { r4Table } from './generate-r4.ts'

it('the committed R4 table is what the definitions generate', () => {
  expect(readFileSync(new URL('../src/fhir/validate/r4.generated.ts', import.meta.url), 'utf8')).toBe(r4Table())
})
