import { expect, test } from 'vitest'
import { say } from '../../kernel/grammar/texts.ts'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Say } from '../language.tsx'
import { cardOf, heightOf } from './cards.ts'

const zh: Say = (text, values) => say(text, 'zh', values)
const named = (columns: readonly ListColumn[]) => columns.map(({ name }) => name)
const column = (name: string, kind: ListColumn['kind'], width?: number): ListColumn => ({
  name,
  text: ['列', 'Column'],
  kind,
  ...(width ? { width } : {}),
})

const visits: ListColumn[] = [
  { name: 'at', text: ['就诊时间', 'Time'], kind: 'instant', width: 150 },
  { name: 'who', text: ['患者', 'Patient'], kind: 'person', width: 110 },
  { name: 'org', text: ['机构', 'Institution'], kind: 'organization', width: 180 },
  { name: 'department', text: ['科室', 'Department'], kind: 'text', width: 90 },
  { name: 'doctor', text: ['医生', 'Doctor'], kind: 'text', width: 90 },
  { name: 'diagnosis', text: ['诊断', 'Diagnosis'], kind: 'text', width: 220 },
  { name: 'total', text: ['总费用（元）', 'Total (yuan)'], kind: 'fen', width: 110 },
  { name: 'state', text: ['状态', 'State'], kind: 'state', width: 90 },
  { name: 'number', text: ['就诊号', 'Visit no.'], kind: 'text', width: 170 },
]

test('a visit: the patient with the state, small columns in pairs, what comes last left for the opened row', () => {
  const card = cardOf(visits, zh)
  expect([card.title.name, card.state?.name]).toEqual(['who', 'state'])
  expect(card.lines.map(named)).toEqual([['at'], ['org'], ['department', 'doctor'], ['diagnosis'], ['total']])
  expect(heightOf(card)).toBe(6 * 24 + 17)
})
test('a small column waits for the next small one, over a wide one between them', () => {
  const card = cardOf([column('who', 'person'), column('a', 'date'), column('wide', 'text', 300), column('b', 'number')], zh)
  expect(card.lines.map(named)).toEqual([['a', 'b'], ['wide']])
})
test('one column is a title and nothing else', () => {
  expect(cardOf([column('n', 'number')], zh)).toEqual({ title: column('n', 'number'), lines: [] })
  expect(cardOf([column('s', 'state')], zh)).toEqual({ title: column('s', 'state'), lines: [] })
})
