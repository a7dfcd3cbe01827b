import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { capabilities } from '../src/capabilities/index.ts'
import { defaultRoles } from '../src/server/access/roles.ts'
import { referencePages } from './generate-reference.ts'
import { inputFields } from './input-fields.ts'

const folder = new URL('../docs/reference/', import.meta.url)
const pages = referencePages(capabilities, defaultRoles)

it('the committed reference is what the capabilities say; `npm run generate` writes it', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(pages).sort())
  for (const [file, text] of Object.entries(pages)) expect(readFileSync(new URL(file, folder), 'utf8')).toBe(text)
})

it('names every verb, role and number', () => {
  for (const { kind, operations } of capabilities.flatMap((c) => c.workflows))
    for (const verb of Object.keys(operations))
      expect(pages['operations.md']).toMatch(new RegExp(`## ${kind.name} [^]*\\| \`${verb}\` \\|`))
  for (const role of Object.keys(defaultRoles)) expect(pages['permissions.md']).toContain(`\`${role}\``)
  for (const { code } of capabilities.flatMap((c) => c.indicators)) expect(pages['indicators.md']).toContain(`\`${code}\``)
})

it('says the fields of an input as a client sends them', () => {
  const input = z.object({
    name: z.string().max(9),
    kind: z.enum(['a', 'b']).default('a'),
    day: z.iso.date().optional(),
    pulse: z.number().int().min(20).max(300).optional(),
    fen: z.number().int().min(0).optional(),
    list: z.array(z.object({ code: z.string() })).max(3),
  })
  expect(inputFields(input)).toEqual([
    'name: text ≤ 9',
    'kind?: a / b',
    'day?: date',
    'pulse?: integer 20–300',
    'fen?: integer ≥ 0',
    'list: list (≤ 3) of { code: text }',
  ])
})
