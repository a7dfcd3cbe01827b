import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { canonicalUnit } from './units.ts'

const inBase = (amount: number, code: string) => canonicalUnit(code)?.toBase(amount)
const alike = (a: string, b: string) => canonicalUnit(a)?.dimension === canonicalUnit(b)?.dimension

test('units of one dimension meet in the base unit, others are kept apart', () => {
  expect(inBase(5.4, 'mg')).toBeCloseTo(inBase(0.0054, 'g')!, 12)
  expect(inBase(120, 'mm[Hg]')).toBeCloseTo(inBase(15.99864, 'kPa')!, 3)
  expect(inBase(37, 'Cel')).toBeCloseTo(inBase(310.15, 'K')!, 9)
  expect(inBase(98.6, '[degF]')).toBeCloseTo(inBase(37, 'Cel')!, 9)
  for (const [a, b] of [
    ['mg/dL', 'g/L'],
    ['mmol/L', 'umol/L'],
    ['Cel', 'K'],
    ['/min', 'Hz'],
    ['kg/m2', 'g/cm2'],
  ] as const)
    expect(alike(a, b)).toBe(true)
  for (const [a, b] of [
    ['mg/dL', 'mmol/L'],
    ['mol', '1'],
    ['[IU]', '1'],
    ['[IU]', "[arb'U]"],
    ['m', 's'],
  ] as const)
    expect(alike(a, b)).toBe(false)
})

test('what is no UCUM code is no unit, and nothing is said about it', () => {
  const log = vi.spyOn(console, 'log')
  for (const code of ['', 'made up', 'mmHg', '((((', '()qH7', '9'.repeat(81), 'x'.repeat(1000), '__proto__', 'kg999'])
    expect(canonicalUnit(code)).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'mgkLCl[]{}()/.*^+-019eE%\'" '), maxLength: 60 }), (code) => {
      const unit = canonicalUnit(code)
      expect(unit === undefined || Number.isFinite(unit.toBase(1))).toBe(true)
    }),
    { numRuns: 2_000 },
  )
  expect(log).not.toHaveBeenCalled()
})
