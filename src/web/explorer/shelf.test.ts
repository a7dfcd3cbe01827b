import { expect, test } from 'vitest'
import type { ListedIndicator } from '../../ui/contract.ts'
import { keyIn, shelvesOf } from './shelf.ts'

const one = (code: string, zh: string, theme: ListedIndicator['theme'], sets?: string[]): ListedIndicator => ({
  code,
  text: [zh, code],
  definition: ['', ''],
  theme,
  unit: 'count',
  better: 'higher',
  source: '',
  from: '2020-01-01',
  numerator: 'a.b',
  units: ['county'],
  formulaText: ['', ''],
  parts: [],
  ...(sets ? { sets } : {}),
})
const all = [
  one('stay', '平均住院日', 'quality', ['L2-13']),
  one('primary', '基层诊疗人次占比', 'access', ['M24-07', 'P-2']),
  one('tcm', '中医类诊疗量占比', 'service', ['M24-12', 'M20-04']),
  one('fund', '基金县域内支出占比', 'fund', ['M24-8']),
  one('own', '本县自定指标', 'local'),
]
const codes = (...[set, typed]: [Parameters<typeof shelvesOf>[2], string]) =>
  shelvesOf(all, ['access', 'service', 'quality', 'fund', 'local'], set, typed).map(({ theme, indicators }) => [
    theme,
    ...indicators.map((i) => i.code),
  ])

test('the library stands by themes, a set in the order of its numbers', () => {
  expect(codes(undefined, '')).toEqual([
    ['access', 'primary'],
    ['service', 'tcm'],
    ['quality', 'stay'],
    ['fund', 'fund'],
    ['local', 'own'],
  ])
  expect(codes('m24', '')).toEqual([[undefined, 'primary', 'fund', 'tcm']])
  expect(codes('local', '')).toEqual([[undefined, 'own']])
})
test('an indicator is found by name, code, key of a set and pinyin initials', () => {
  expect(codes(undefined, '住院日')).toEqual([['quality', 'stay']])
  expect(codes(undefined, 'zyr')).toEqual([['quality', 'stay']])
  expect(codes(undefined, 'm20-04')).toEqual([['service', 'tcm']])
  expect(codes('l2', 'tcm')).toEqual([])
})
test('what no national set names is the plans’ own', () => {
  expect([keyIn('plan', all[1]!), keyIn('plan', all[0]!), keyIn('m24', all[1]!)]).toEqual(['P-2', undefined, 'M24-07'])
})
