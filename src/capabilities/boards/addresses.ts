import { monthsOf } from '../../kernel/grammar/period.ts'
import type { Opens } from './contract.ts'

/** Where the value of an institution opens: its cell, with what it is made of, why it changed and its rows. */
export function cellAddress({ code, variant, grain, period }: Opens, institution: string): string {
  const to = monthsOf(period, grain)?.[1]
  const asked = { unit: 'organization', grain, ...(to ? { to } : {}), ...(variant ? { variant } : {}), cell: `${institution}~${period}` }
  return `/numbers/${code}?${new URLSearchParams(asked)}`
}
/** Where the rows of a value stand at once, when it counts one kind of rows. */
export function rowsAddress({ code, variant, grain, period, rows }: Opens, institution: { id: string; name: string }): string | undefined {
  if (!rows) return undefined
  const { list, ref, back, residents } = rows
  const last = monthsOf(period, grain)?.[1] ?? period
  const where = new URLSearchParams({ part: ref, period, grain, last, indicator: code, side: 'numerator', org: institution.id })
  if (back) where.set('back', String(back))
  if (residents) where.set('by', 'residence')
  if (variant) where.set('variant', variant)
  where.set('unit', institution.name)
  return `/lists/${list}?${where}`
}
