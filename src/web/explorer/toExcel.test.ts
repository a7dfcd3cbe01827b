import { expect, test } from 'vitest'
import { say } from '../../kernel/grammar/texts.ts'
import type { Cell, ListedIndicator } from '../../ui/contract.ts'
import { questionOf } from './question.ts'
import { sheetOf } from './sheet.ts'
import { type Exported, notesOf, tableOf } from './toExcel.ts'

const indicator: ListedIndicator = {
  code: 'inside',
  text: ['县域就诊率', 'In-county care'],
  definition: ['定义', 'Definition'],
  theme: 'access',
  sets: ['M20-01'],
  unit: 'percent',
  better: 'higher',
  source: '国卫办基层发〔2020〕12号',
  from: '2020-01-01',
  numerator: 'a.b',
  denominator: 'a.c',
  scale: 100,
  units: ['organization', 'county'],
  formulaText: ['县内 ÷ 全部', 'inside ÷ all'],
  parts: [],
  unseen: ['自费', 'Self-paid'],
}
const cell = (id: string, name: string, period: string, rest: Partial<Cell>): Cell => ({
  period,
  unit: { id, name },
  value: null,
  numerator: null,
  ...rest,
})
const question = questionOf(new URLSearchParams('from=2026-01&to=2026-02'), indicator, '2026-10')
const exported: Exported = {
  indicator,
  question,
  sheet: sheetOf(
    [
      cell('a', '=县医院', '2026-01', { value: 78.04 }),
      cell('a', '=县医院', '2026-02', { value: 80.25, lastYear: 78.21, before: 78.04 }),
      cell('b', '乙', '2026-02', { suppressed: true }),
    ],
    question,
  ),
  coverage: {
    units: [
      { unit: 'a', name: '县医院', lastDay: '2026-02-28' },
      { unit: 'b', name: '乙', lastDay: null },
    ],
    unknownResidence: 0.031,
  },
  say: (text, values) => say(text, 'zh', values),
  language: 'zh',
}

test('the first sheet is the table on the screen: the same rounding, hidden cells hidden, no formulas', () => {
  expect(tableOf(exported)).toEqual([
    ['机构', '2026年1月', '2026年2月', '同比 (百分点)', '环比 (百分点)'],
    ["'=县医院", 78, 80.3, 2.1, 2.3],
    ['乙', null, '<5', null, null],
  ])
})
test('the second sheet says what was asked, how it is reckoned, and what it rests on', () => {
  const notes = Object.fromEntries(notesOf(exported, '2026-11-22T01:00:00Z'))
  expect(notes).toMatchObject({
    指标: '县域就诊率',
    时间: '2026年1月 – 2026年2月',
    公式: '县内 ÷ 全部',
    依据: '国卫办基层发〔2020〕12号',
    未上报: '乙 (—)',
    看不到的部分: '自费',
    导出时间: '2026-11-22 09:00',
  })
  expect(notes['<5']).toContain('不足 5 人')
})
