import { expect, it } from 'vitest'
import type { Column, ColumnType, ReadContext } from './kind.ts'
import { valueParser } from './values.ts'

const context: ReadContext = {
  now: '2026-06-30T00:00:00.000Z',
  today: '2026-06-30',
  institutions: new Map(),
  id: () => '',
  nameOf: () => undefined,
  insured: () => undefined,
  translate: () => undefined,
}
const rule = (type: ColumnType, cell: string) => {
  const column: Column = { type, text: ['列', 'Column'] }
  const read = valueParser(column)(cell, context)
  return 'problem' in read ? read.problem[0] : 'taken'
}

it('refuses what a spreadsheet has spoiled, and says that it did', () => {
  for (const cell of ['1.41099195001011E+17', '1.4E+11', '2E+20'])
    for (const type of ['text', 'id-card', 'phone', 'decimal', 'institution'] as const) expect(rule(type, cell)).toBe('digits')
  for (const cell of ['#N/A', '#REF!', '#DIV/0!', '#NAME?'])
    for (const type of ['text', 'money', 'day'] as const) expect(rule(type, cell)).toBe('formula')
  expect(rule('day', '46027')).toBe('serial')
})

it('takes texts that only look like it', () => {
  for (const cell of ['5E+3', '#1', 'E11', '1E+5型', '#N/A 号']) expect(rule('text', cell)).toBe('taken')
})
