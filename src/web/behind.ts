import { monthsOf } from '../kernel/grammar/period.ts'
import { grains } from './explorer/question.ts'

/** What says which rows of a number are meant, or what became of them since it was filed. */
const rowsOfNumber = ['part', 'period', 'grain', 'last', 'back', 'by', 'township', 'structure', 'disease', 'filing', 'ref', 'diff'] as const
/** What the server understands of a list's address; the rest is for the page. */
const understood = [...rowsOfNumber, 'month', 'org', 'from', 'to', 'state', 'since'] as const
/** What belongs to a number and goes with it. */
const ofNumber = [...rowsOfNumber, 'side', 'indicator', 'variant'] as const

/** The part of a list's address that is asked of the server. */
export const queryOf = (asked: URLSearchParams): Record<string, string> =>
  Object.fromEntries(understood.flatMap((key) => (asked.get(key) ? [[key, asked.get(key) as string]] : [])))

export const grainOf = (asked: URLSearchParams) => grains.find((grain) => grain === asked.get('grain')) ?? 'month'

export type Filter = 'part' | 'unit' | 'disease' | 'time' | 'state' | 'since'
/** The address without one of its filters. Without its number, a list keeps the days of the number's period. */
export function without(asked: URLSearchParams, filter: Filter): URLSearchParams {
  const next = new URLSearchParams(asked)
  const drop = (names: readonly string[]) => {
    for (const name of names) next.delete(name)
  }
  if (filter === 'state' || filter === 'disease' || filter === 'since') drop([filter])
  if (filter === 'unit') drop(['org', 'township', 'unit'])
  if (filter === 'time') drop(['month', 'from', 'to'])
  if (filter === 'part') {
    const period = asked.get('period')
    if (asked.get('township')) drop(['unit'])
    drop(ofNumber)
    if (period) {
      const [from, to] = monthsOf(period, grainOf(asked)) ?? []
      if (from) next.set('from', `${from}-01`)
      if (to) next.set('to', lastDay(to))
    }
  }
  return next
}

/** The last day of a month. */
const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10)
