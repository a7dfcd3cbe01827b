import { expect, test } from 'vitest'
import { say } from '../../kernel/grammar/texts.ts'
import type { Cell } from '../../ui/contract.ts'
import { axisText, rowsAddress, valueText } from './value.ts'

const zh = (text: readonly [string, string]) => say(text, 'zh')
const part = { ref: 'visits.count@primary', list: 'visits', side: 'numerator' } as const
const cell = (outside?: true): Cell => ({
  period: '2026-Q1',
  unit: { id: 'x1', name: '县医院', ...(outside ? { outside } : {}) },
  value: 1,
  numerator: 1,
})
const address = (unit: 'organization' | 'township' | 'county' | 'prefecture', outside?: true) =>
  rowsAddress(part, {
    indicator: { code: 'primary', by: 'residence' },
    question: { grain: 'quarter', unit, to: '2026-02', variant: undefined, structure: 'period' },
    cell: cell(outside),
  })

test('a hidden value is never shown', () => {
  expect(valueText({ value: 3, suppressed: true }, 'count', zh)).toBe('<5')
  expect([valueText({ value: null }, 'count', zh), valueText(undefined, 'percent', zh)]).toEqual(['—', '—'])
  expect(axisText(78, 'percent')).toBe('78%')
})
test('a part opens with the filters of its cell: period, and the institution or the township', () => {
  const of = (to: string | undefined) => Object.fromEntries(new URLSearchParams(to?.split('?')[1]))
  expect(of(address('organization'))).toEqual({
    part: 'visits.count@primary',
    period: '2026-Q1',
    grain: 'quarter',
    last: '2026-02',
    by: 'residence',
    indicator: 'primary',
    side: 'numerator',
    org: 'x1',
    unit: '县医院',
  })
  expect(of(address('township'))).toMatchObject({ township: 'x1' })
  expect(of(address('county'))).not.toHaveProperty('unit')
})
test('rows of all that lies outside, in one, have no address; those of one institution outside have', () => {
  expect(address('county', true)).toBeUndefined()
  expect(address('organization', true)).toContain('org=x1')
  expect(address('prefecture')).toBeUndefined()
})
