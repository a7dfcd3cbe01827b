import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { terminologyFiles } from './generate-terminology.ts'

it('the committed terminology is what the official package generates, in less than 1.5 MB', () => {
  const files = Object.entries(terminologyFiles())
  for (const [group, text] of files)
    expect(readFileSync(new URL(`../src/fhir/terminology/official/${group}.generated.ts`, import.meta.url), 'utf8')).toBe(text)
  expect(files.reduce((bytes, [, text]) => bytes + Buffer.byteLength(text), 0)).toBeLessThan(1_500_000)
})
