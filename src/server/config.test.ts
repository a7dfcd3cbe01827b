import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

it('keeps answers for a week unless told otherwise, and refuses what is no number of days', () => {
  const days = (IDEMPOTENCY_DAYS?: string) =>
    readConfig({}, IDEMPOTENCY_DAYS === undefined ? {} : { IDEMPOTENCY_DAYS }).service?.idempotencyDays
  expect([days(), days(''), days('30')]).toEqual([7, 7, 30])
  for (const wrong of ['0', '-1', '1.5', 'a week', '100000']) expect(() => days(wrong), wrong).toThrow(/number of days/)
})

it('keeps originals for ever unless told for how many days', () => {
  const days = (said: string) => readConfig({}, { ORIGINALS_DAYS: said }).service?.originalsDays
  expect([readConfig({}, {}).service?.originalsDays, days(''), days('400')]).toEqual([0, 0, 400])
  expect(() => days('-1')).toThrow(/number of days/)
})
