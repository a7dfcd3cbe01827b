import { expect, it } from 'vitest'
import { say as speak, type Text } from '../../../kernel/grammar/texts.ts'
import { axisText, figure, goalText, numberAddress, valueText } from './value.ts'

const say = (text: Text, values?: Readonly<Record<string, string | number>>) => speak(text, 'zh', values)

it('a value is written as its unit asks, a yes in words, nothing as a dash', () => {
  expect(valueText(82.44, 'percent', say)).toBe('82.4%')
  expect(valueText(12, 'count', say)).toBe('12')
  expect(figure(1, 'yes', say)).toBe('是')
  expect(figure(0, 'yes', say)).toBe('否')
  expect(valueText(undefined, 'days', say)).toBe('—')
  expect(axisText(7.5, 'permille')).toBe('7.5‰')
})

it('a goal has its sign, and words where the document gives no number', () => {
  expect(goalText({ comparator: '>=', value: 90, unit: 'percent' }, say)).toBe('≥ 90.0%')
  expect(goalText({ comparator: '=', value: 1, unit: 'yes' }, say)).toBe('是')
  expect(goalText({ comparator: 'falls', unit: 'days' }, say)).toBe('较起点下降')
})

it('a number opens in the reading, grain and period of the target; a unit opens its own value', () => {
  const measure = { indicator: 'county-visit-rate', variant: 'inpatient', grain: 'quarter' } as const
  const now = { day: '2026-09-30', value: 81, period: '2026-Q3' }
  expect(numberAddress({ measure, now })).toBe('/numbers/county-visit-rate?grain=quarter&unit=county&variant=inpatient&to=2026-09')
  const address = numberAddress({ measure, now }, { kind: 'township', id: '141099100' })
  expect(new URLSearchParams(address?.split('?')[1]).get('cell')).toBe('141099100~2026-Q3')
  expect(numberAddress({ measure: { stated: 'yes', of: 'county', tell: 'value' } })).toBeUndefined()
})
