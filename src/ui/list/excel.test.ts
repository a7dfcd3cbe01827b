import { read, utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { say } from '../../kernel/grammar/texts.ts'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import { guard, sheetOf } from './excel.ts'

test.each(['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1'])('%j cannot become a formula', (text) => {
  expect(guard(text)).toBe(`'${text}`)
})
test.each(['云岭县', '3=3', 'a@b', '', '12-3'])('%j stays as it is', (text) => {
  expect(guard(text)).toBe(text)
})

const columns: ListColumn[] = [
  { name: 'name', text: ['姓名', 'Name'], kind: 'person' },
  { name: 'at', text: ['时间', 'Time'], kind: 'instant' },
  { name: 'fen', text: ['金额', 'Amount'], kind: 'fen' },
  { name: 'state', text: ['状态', 'State'], kind: 'state', codes: { open: ['进行中', 'Open'] } },
]
test('a sheet has words, yuan and China’s time, and no formulas after a round trip through a file', () => {
  const sheet = sheetOf(
    [
      { id: '1', name: '=HYPERLINK("x")', at: '2025-03-06T23:30:00Z', fen: -1050, state: 'open' },
      { id: '2', name: { id: 'p', name: '张三' }, at: null, fen: null, state: 'other' },
    ],
    columns,
    (text) => say(text, 'zh'),
  )
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(sheet), 'x')
  const back = read(write(book, { type: 'buffer' }) as Buffer).Sheets.x!
  expect(Object.values(back).some((cell) => typeof cell === 'object' && 'f' in cell)).toBe(false)
  expect(utils.sheet_to_json(back, { header: 1, raw: true, defval: null })).toEqual([
    ['姓名', '时间', '金额', '状态'],
    [`'=HYPERLINK("x")`, '2025-03-07 07:30', -10.5, '进行中'],
    ['张三', null, null, 'other'],
  ])
})
