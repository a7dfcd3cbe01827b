import { expect, test } from 'vitest'
import { z } from 'zod'
import { fieldsOf } from './schema.ts'

test('an input says which control each field needs', () => {
  const input = z.object({
    reason: z.string().trim().min(1).max(1000),
    number: z.string().max(64).optional(),
    day: z.iso.date(),
    at: z.iso.datetime().optional(),
    pulse: z.number().min(20).max(300).int(),
    weight: z.number().nullable(),
    first: z.boolean().default(true),
    class: z.enum(['AMB', 'EMER']),
    diagnoses: z.array(z.object({ code: z.string() })),
  })
  expect(fieldsOf(input)).toEqual([
    { name: 'reason', required: true, kind: 'lines', longest: 1000 },
    { name: 'number', required: false, kind: 'text', longest: 64 },
    { name: 'day', required: true, kind: 'date' },
    { name: 'at', required: false, kind: 'instant' },
    { name: 'pulse', required: true, kind: 'whole' },
    { name: 'weight', required: true, kind: 'number' },
    { name: 'first', required: false, kind: 'yes' },
    { name: 'class', required: true, kind: 'choice', choices: ['AMB', 'EMER'] },
    { name: 'diagnoses', required: true, kind: 'own' },
  ])
})
test('what is not an object has no fields', () => {
  expect(fieldsOf(z.string())).toEqual([])
})
