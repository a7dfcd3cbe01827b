import { expect, test } from 'vitest'
import { uniqueKey } from './unique.ts'

test('keys are version-4 UUIDs and differ', () => {
  const keys = Array.from({ length: 1000 }, uniqueKey)
  expect(new Set(keys).size).toBe(1000)
  for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
