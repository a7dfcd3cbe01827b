import { expect, it } from 'vitest'
import { say as speak, type Text } from '../../../kernel/grammar/texts.ts'
import type { BoardAnswer, TargetNow } from '../contract.ts'
import { found, groupsOf, sizeOf, treeOf, unitOf } from './board-rows.ts'
import { columns, sheetRows } from './board-sheet.ts'

const say = (text: Text, values?: Readonly<Record<string, string | number>>) => speak(text, 'zh', values)
const none = { open: 0, done: 0, late: 0 }
const clause = (id: string, parent?: string, units: string[] = []): BoardAnswer['clauses'][number] => ({
  id,
  number: `第${id}条`,
  ...(parent ? { parent } : {}),
  title: [`条款${id}`, id],
  text: ['内容', 'text'],
  units,
  indicators: [],
  lists: [],
  targets: [],
  tasks: none,
})
const target = (code: string, at: string, text: string, more: Partial<TargetNow> = {}): TargetNow => ({
  code,
  clause: at,
  text: [text, code],
  measure: { stated: 'number', of: 'county', tell: 'value' },
  comparator: '>=',
  value: 90,
  unit: 'percent',
  from: '2025-01-01',
  deadline: '2027-12-31',
  open: false,
  scope: 'county',
  series: [],
  path: [],
  earlierPaths: [],
  status: 'behind',
  why: ['原因', 'why'],
  heaviest: { organization: [], township: [] },
  tasks: none,
  ...more,
})
const clauses = [clause('a', undefined, ['bureau']), clause('b', 'a'), clause('c', 'a'), clause('d')]
const targets = [
  target('rate', 'b', '县域就诊率'),
  target('days', 'c', '平均住院日', { status: 'met', responsible: { id: 'o', name: '县医院' } }),
  target('gone', 'd', '救护车', { left: '没有' }),
]
const board = { clauses, plan: { unitNames: { bureau: ['卫生健康局', 'Bureau'] } } } as unknown as BoardAnswer

it('targets are found by standing, by a piece of the name and by pinyin initials', () => {
  expect(found(targets, 'met', '').map(({ code }) => code)).toEqual(['days'])
  expect(found(targets, null, '就诊').map(({ code }) => code)).toEqual(['rate'])
  expect(found(targets, null, 'pjzyr').map(({ code }) => code)).toEqual(['days'])
  expect(found(targets, 'left', '').map(({ code }) => code)).toEqual(['gone'])
  expect(found(targets, 'behind', '').map(({ code }) => code)).toEqual(['rate'])
})

it('the tree has all clauses, or only those that hold what is shown', () => {
  const whole = treeOf(clauses, targets, false)
  expect(whole.map(({ clause }) => clause.id)).toEqual(['a', 'd'])
  expect(whole.map(sizeOf)).toEqual([2, 1])
  const [only, ...others] = treeOf(clauses, found(targets, 'met', ''), true)
  expect(others).toEqual([])
  expect(only?.branches.map(({ clause }) => clause.id)).toEqual(['c'])
})

it('who answers is whom the county named, else who leads the clause or the one above it', () => {
  expect(targets.map((one) => unitOf(one, board, say))).toEqual(['卫生健康局', '县医院', '未指定责任单位'])
  expect(groupsOf(board, targets, 'unit', say).map(({ title }) => title)).toEqual(['卫生健康局', '县医院', '未指定责任单位'])
  expect(groupsOf(board, targets, 'status', say).map(({ title }) => title)).toEqual(['落后', '已达标', '不适用'])
})

it('paper and Excel have every target with all columns', () => {
  const rows = sheetRows(board, targets, say)
  for (const row of rows) expect(columns.filter(({ name }) => row[name] === undefined)).toEqual([])
  expect(rows[0]).toMatchObject({ number: '第b条', goal: '≥ 90.0%', now: '', status: '落后' })
})
