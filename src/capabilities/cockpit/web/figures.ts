import { measured, number } from '../../../kernel/grammar/amount.ts'
import type { MeasureUnit } from '../../../kernel/grammar/measure.ts'
import type { Say } from '../../../ui/language.tsx'
import type { TileNow } from '../contract.ts'
import { words } from './words.ts'

type Valued = Pick<TileNow, 'value' | 'unit' | 'suppressed'>
/** A value in large figures and its unit in small ones: large sums in ten thousands, so that they fit. */
export function figureOf({ value, unit, suppressed }: Valued, say: Say): { figure: string; unit: string } {
  if (suppressed || value === null) return { figure: '—', unit: '' }
  if (unit === 'percent') return { figure: value.toFixed(1), unit: '%' }
  if (unit === 'permille') return { figure: value.toFixed(1), unit: '‰' }
  if (unit === 'yuan')
    return Math.abs(value) >= 100_000
      ? { figure: number(value / 10_000, 1), unit: say(['万元', '×10⁴ ¥']) }
      : { figure: number(value, 0), unit: say(['元', '¥']) }
  if (unit === 'days') return { figure: number(value, 1), unit: say(['天', 'days']) }
  return { figure: measured(value, unit), unit: '' }
}
/** The same in one. */
export const figureText = (value: number | null, unit: MeasureUnit, say: Say): string => {
  const { figure, unit: after } = figureOf({ value, unit }, say)
  return /^[%‰]?$/.test(after) ? figure + after : `${figure} ${after}`
}

/** Which days or months a tile is of, in a word or two. */
export function spanOf({ over, to }: Pick<TileNow, 'over' | 'to'>, yesterday: string, say: Say): string {
  if (over === 'day') return to === yesterday ? say(words.yesterday) : say(words.day, { day: to })
  const days = Number(to.slice(8, 10))
  if (over === 'to-date')
    return to.slice(0, 7) === yesterday.slice(0, 7) ? say(words.toDate, { days }) : say(words.toDateOf, { days, month: to.slice(0, 7) })
  if (over === 'rolling') return say(words.rolling, { month: to })
  return say(over === 'now' ? words.now : words.month, { month: to })
}

/** The second comparison, in small: the month so far, a year ago, or what the plan says. */
export function besideOf({ over, unit, toDate, lastYear, plan }: TileNow, say: Say): string | undefined {
  const text = (value: number | null | undefined) => figureText(value ?? null, unit, say)
  if (plan?.value !== undefined) {
    const of = { deadline: plan.deadline.slice(0, 7), value: text(plan.value) }
    return plan.planned === undefined || plan.planned === plan.value
      ? say(words.planned, of)
      : say(words.plannedWay, { ...of, planned: text(plan.planned) })
  }
  if (over === 'day' && toDate)
    return toDate.lastYear === null
      ? say(words.monthAlone, { now: text(toDate.value) })
      : say(words.monthSoFar, { now: text(toDate.value), before: text(toDate.lastYear) })
  if (over === 'to-date' && toDate && toDate.lastYear !== null) return say(words.lastYearSame, { before: text(toDate.lastYear) })
  if (lastYear != null) return say(words.lastYear, { before: text(lastYear) })
  return undefined
}
