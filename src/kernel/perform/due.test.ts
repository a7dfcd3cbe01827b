import { expect, it } from 'vitest'
import { dueAt } from './due.ts'

it.each([
  ['2026-03-06T09:00:00Z', 60, 'always', '2026-03-06T10:00:00.000Z'],
  ['2026-03-06T09:00:00Z', 120, 'work', '2026-03-09T01:00:00.000Z'], // Friday 17:00: one hour that day, one on Monday
  ['2026-03-07T03:00:00Z', 30, 'work', '2026-03-09T00:30:00.000Z'], // Saturday
  ['2026-03-09T00:00:00Z', 600, 'work', '2026-03-09T10:00:00.000Z'], // a whole working day
  ['2026-03-09T10:00:00Z', 1, 'work', '2026-03-10T00:01:00.000Z'], // at closing time
] as const)('a limit that runs from %s for %d minutes (%s) passes at %s', (from, minutes, calendar, due) => {
  expect(dueAt(from, { minutes, calendar })).toBe(due)
})
