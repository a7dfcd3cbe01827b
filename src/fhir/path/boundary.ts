import { Misuse } from './error.ts'
import { EMPTY } from './members.ts'
import { single } from './operators.ts'
import { temporalBoundary } from './temporal.ts'

type Edge = 'low' | 'high'

const decimalBoundary = (value: number, edge: Edge, places: number): number => {
  const half = 0.5 * 10 ** -places
  return Number((edge === 'low' ? value - half : value + half).toFixed(Math.min(places + 1, 20)))
}

/**
 * FHIRPath `lowBoundary()`/`highBoundary()`. JSON does not tell 1 from 1.0, so a whole number read from a resource counts as written
 * with one decimal (a FHIR decimal); one written in the expression keeps the digits it is written with.
 */
export const boundary = (items: unknown[], edge: Edge, type?: string, written?: string): unknown[] => {
  const value = single(items)
  if (value === undefined) return EMPTY
  if (typeof value === 'number') {
    const digits = (written ?? String(value)).split('.')[1]?.length ?? 0
    return [decimalBoundary(value, edge, written === undefined ? Math.max(1, digits) : digits)]
  }
  const found = typeof value === 'string' ? temporalBoundary(value, edge, type) : undefined
  if (found === undefined) throw new Misuse(`${edge}Boundary() needs a decimal, date, dateTime or time`)
  return [found]
}
