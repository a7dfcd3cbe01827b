import { expect, test } from 'vitest'
import { queryOf, without } from './behind.ts'

const asked = new URLSearchParams(
  'part=visits.count@primary&period=2026-Q1&grain=quarter&last=2026-03&indicator=primary&side=numerator&org=x1&unit=县医院',
)

test('the server hears what it understands, not the names of the page', () => {
  expect(queryOf(asked)).toEqual({ part: 'visits.count@primary', period: '2026-Q1', grain: 'quarter', last: '2026-03', org: 'x1' })
})
test('without its number a list keeps the days of the period and the institution', () => {
  expect(Object.fromEntries(without(asked, 'part'))).toEqual({ org: 'x1', unit: '县医院', from: '2026-01-01', to: '2026-03-31' })
})
test('without its institution a list keeps the number; without the time everything else', () => {
  expect(without(asked, 'unit').get('part')).toBe('visits.count@primary')
  expect(without(asked, 'unit').get('org')).toBeNull()
  expect(String(without(new URLSearchParams('from=2026-01-01&to=2026-01-31&org=x1'), 'time'))).toBe('org=x1')
  expect(String(without(new URLSearchParams('state=open&org=x1'), 'state'))).toBe('org=x1')
  const since = new URLSearchParams('since=2026-02-03T01:00:00.000Z&org=x1')
  expect(queryOf(since)['since']).toBe('2026-02-03T01:00:00.000Z')
  expect(String(without(since, 'since'))).toBe('org=x1')
})
test('a township is known only to a number, and goes with it', () => {
  const township = new URLSearchParams('part=a.b&period=2024-02&grain=month&township=141097100&unit=赤柱镇')
  expect(Object.fromEntries(without(township, 'part'))).toEqual({ from: '2024-02-01', to: '2024-02-29' })
})
