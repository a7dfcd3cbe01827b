import { expect, test } from 'vitest'
import type { Cell } from '../../ui/contract.ts'
import { ofKind } from './kinds.ts'

const cell = (id: string): Cell => ({ period: '2026-01', unit: { id, name: id }, value: 1, numerator: 1 })
const cells = [cell('hospital'), cell('centre'), cell('clinic'), cell('unknown')]
const types = new Map([
  ['hospital', 'A100'],
  ['centre', 'C220'],
  ['clinic', 'D600'],
])
const ids = (of: readonly Cell[]) => of.map(({ unit }) => unit.id)

test('institutions are narrowed to those of a kind; without one, or before the kinds are known, all stay', () => {
  expect(ids(ofKind(cells, 'county', types))).toEqual(['hospital'])
  expect(ids(ofKind(cells, 'township', types))).toEqual(['centre'])
  expect(ids(ofKind(cells, 'village', types))).toEqual(['clinic'])
  expect(ofKind(cells, undefined, types)).toBe(cells)
  expect(ofKind(cells, 'county', undefined)).toBe(cells)
})
