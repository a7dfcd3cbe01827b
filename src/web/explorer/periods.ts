import type { Language } from '../../kernel/grammar/texts.ts'
import type { Grain } from '../../ui/contract.ts'
import { month } from '../../ui/formats.ts'

/** Months as `2026-02`, quarters as `2026-Q1`, years as `2026`; a rolling year by the month it ends in. */
const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
const named = (months: number) => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`

/** The month so many months later (earlier when negative). */
export const later = (month: string, months: number): string => named(count(month) + months)

/** The period that a month lies in. */
export function periodOf(month: string, grain: Grain): string {
  if (grain === 'year') return month.slice(0, 4)
  return grain === 'quarter' ? `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}` : month
}

/** First and last month of a period. */
export function monthsOf(period: string, grain: Grain): readonly [string, string] {
  if (grain === 'year') return [`${period}-01`, `${period}-12`]
  if (grain === 'rolling') return [later(period, -11), period]
  if (grain === 'month') return [period, period]
  const last = Number(period.slice(6)) * 3
  return [`${period.slice(0, 4)}-${String(last - 2).padStart(2, '0')}`, `${period.slice(0, 4)}-${String(last).padStart(2, '0')}`]
}

/** The periods from that of one month to that of another, oldest first. */
export function periodsBetween(from: string, to: string, grain: Grain): string[] {
  const all = Array.from({ length: Math.max(0, count(to) - count(from) + 1) }, (_, at) => periodOf(named(count(from) + at), grain))
  return [...new Set(all)]
}

/** How far back a first look goes, in months: enough for the same period a year before. */
const looks: Readonly<Record<Grain, number>> = { month: 12, quarter: 24, year: 48, rolling: 12 }
/** The first month of a first look that ends in `to`; whole quarters and years. */
export const startOf = (to: string, grain: Grain): string =>
  monthsOf(periodOf(later(to, -looks[grain]), grain), grain === 'rolling' ? 'month' : grain)[0]

/** A period in words: 2026年2月, 2026年第1季度, 2026年, 截至2026年2月的12个月; `short` for the heads of columns. */
export function periodName(period: string, grain: Grain, language: Language, short = false): string {
  const [year = '', rest = ''] = period.split('-')
  const zh = language === 'zh'
  if (grain === 'year') return zh ? `${year}年` : year
  if (grain === 'quarter') {
    const quarter = rest.slice(1)
    if (short) return `${year.slice(2)}Q${quarter}`
    return zh ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`
  }
  if (short) return `${year.slice(2)}.${rest}`
  if (grain === 'month') return month(period, language)
  return zh ? `截至${month(period, 'zh')}的12个月` : `12 months to ${month(period, 'en')}`
}
