import { firstMonth, type Grain, periodOfMonth, shift } from '../../kernel/grammar/period.ts'
import type { Language } from '../../kernel/grammar/texts.ts'
import { month } from '../../ui/formats.ts'

/** How far back a first look goes, in months: enough for the same period a year before. */
const looks: Readonly<Record<Grain, number>> = { month: 12, quarter: 24, year: 48, rolling: 12 }
/** The first month of a first look that ends in `to`; whole quarters and years. */
export const startOf = (to: string, grain: Grain): string =>
  firstMonth(periodOfMonth(shift(to, -looks[grain]), grain), grain === 'rolling' ? 'month' : grain)!

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
