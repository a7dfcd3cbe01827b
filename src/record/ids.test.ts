import { expect, test } from 'vitest'
import { newId } from './ids.ts'

test('ids are UUIDv7, in the order of their time, and no two are the same', () => {
  const ids = Array.from({ length: 2000 }, (_, i) => newId(1_700_000_000_000 + i))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids.map((id) => id.slice(14))).size).toBe(ids.length)
})
