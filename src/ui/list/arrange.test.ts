import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { narrow, order, valuesOf } from './arrange.ts'

const text = ['列', 'column'] as const
const columns: ListColumn[] = [
  { name: 'who', text, kind: 'person' },
  { name: 'at', text, kind: 'instant' },
  { name: 'fen', text, kind: 'fen' },
  { name: 'state', text, kind: 'state' },
]
const rows: Row[] = [
  { id: '1', who: '张三', at: '2025-03-06T23:30:00Z', fen: 1050, state: 'open' },
  { id: '2', who: '李四', at: '2025-03-06T10:00:00Z', fen: null, state: 'done' },
  { id: '3', who: '阿明', at: null, fen: 200, state: 'open' },
]
const ids = (found: readonly Row[]) => found.map(({ id }) => id).join('')

test('Chinese names sort by pinyin, empty cells last in both directions', () => {
  expect(ids(order(rows, columns, { column: 'who', descending: false }))).toBe('321')
  expect(ids(order(rows, columns, { column: 'fen', descending: false }))).toBe('312')
  expect(ids(order(rows, columns, { column: 'fen', descending: true }))).toBe('132')
  expect(ids(order(rows, columns, { column: 'at', descending: true }))).toBe('123')
})
test('bounds are local days and yuan', () => {
  // 23:30 UTC is already the next day in China.
  expect(ids(narrow(rows, columns, { at: { from: '2025-03-07', to: '2025-03-07' } }))).toBe('1')
  expect(ids(narrow(rows, columns, { at: { to: '2025-03-06' } }))).toBe('2')
  expect(ids(narrow(rows, columns, { fen: { from: '2', to: '10.5' } }))).toBe('13')
})
test('filters are all needed at once', () => {
  expect(ids(narrow(rows, columns, { state: { values: ['open'] }, who: { has: '三' } }))).toBe('1')
  expect(narrow(rows, columns, {})).toBe(rows)
})
test('values are counted, most frequent first', () => {
  expect(valuesOf(rows, 'state')).toEqual([
    { value: 'open', count: 2 },
    { value: 'done', count: 1 },
  ])
})
test('ordering keeps every row, and equal rows in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 5 }))), fc.boolean(), (values, descending) => {
      const made = values.map((fen, at): Row => ({ id: String(at), fen }))
      const sorted = order(made, columns, { column: 'fen', descending })
      expect(new Set(sorted)).toEqual(new Set(made))
      for (const [at, row] of sorted.entries()) {
        const next = sorted[at + 1]
        if (next && next.fen === row.fen) expect(Number(row.id)).toBeLessThan(Number(next.id))
        if (next && row.fen === null) expect(next.fen).toBeNull()
      }
    }),
  )
})
test('10 000 rows are filtered and sorted well within 300 ms', () => {
  const many = Array.from(
    { length: 10_000 },
    (_, at): Row => ({ id: String(at), who: `${'王李张刘陈'[at % 5]}${String.fromCharCode(0x4e00 + (at % 3000))}`, fen: at }),
  )
  const start = performance.now()
  const sorted = order(narrow(many, columns, { fen: { from: '1' } }), columns, { column: 'who', descending: true })
  expect(performance.now() - start).toBeLessThan(300)
  expect(sorted).toHaveLength(9900)
})
