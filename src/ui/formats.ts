import { none, number } from '../kernel/grammar/amount.ts'
import type { Language } from '../kernel/grammar/texts.ts'
import { tagOf } from './language.tsx'

/** Everything is shown in China's time, UTC + 8 h (no summer time since 1991), whatever the machine's own zone. */
const OFFSET = 8 * 3_600_000

/** A day as it is; of an instant, its day in China. '—' when there is none. */
export function day(value: string | null | undefined): string {
  if (!value) return none
  return value.length <= 10 ? value : local(value).slice(0, 10)
}
/** `2025-03-07 09:05` of an instant. */
export const minute = (value: string | null | undefined): string => (value ? local(value).slice(0, 16).replace('T', ' ') : none)
/** `09:05` of an instant. */
export const clock = (value: string | null | undefined): string => (value ? local(value).slice(11, 16) : none)
/** Today in China. */
export const today = (now: number = Date.now()): string => new Date(now + OFFSET).toISOString().slice(0, 10)

/** An instant as `datetime-local` shows it, in China's time; and back. Empty stays empty. */
export const toLocal = (instant: string): string => (instant ? local(instant).slice(0, 16) : '')
export const fromLocal = (typed: string): string => (typed ? new Date(`${typed.slice(0, 16)}:00+08:00`).toISOString() : '')

function local(instant: string) {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? instant : new Date(time + OFFSET).toISOString()
}

/** Whole years at a day; under 3 years in months, under 60 days in days, as a paediatric desk speaks. */
export function age(
  birthDate: string | null | undefined,
  at: string = today(),
): { value: number; unit: 'years' | 'months' | 'days' } | undefined {
  if (!birthDate || birthDate > at) return undefined
  const days = Math.round((Date.parse(at) - Date.parse(birthDate)) / 86_400_000)
  if (days < 60) return { value: days, unit: 'days' }
  const [y, m, d] = birthDate.split('-').map(Number) as [number, number, number]
  const [ty, tm, td] = at.split('-').map(Number) as [number, number, number]
  const months = (ty - y) * 12 + tm - m - (td < d ? 1 : 0)
  return months < 36 ? { value: months, unit: 'months' } : { value: Math.floor(months / 12), unit: 'years' }
}

/** How far totals of lists are counted (server/list-sql.ts counts one more). */
const countedTo = 10_000
/** The total of a list: beyond what is counted only that there are more, `10,000+`. */
export const totalOf = (total: number): string => (total > countedTo ? `${number(countedTo)}+` : number(total))

/** Any plain value; masked ones keep their stars. */
export const shown = (value: unknown): string => (value === null || value === undefined || value === '' ? none : String(value))

/** `2025-03` as 2025年3月 or Mar 2025; a quarter or a year as it is. */
export function month(period: string, language: Language): string {
  if (!/^\d{4}-\d{2}$/.test(period)) return period
  return new Intl.DateTimeFormat(tagOf(language), { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${period}-01`))
}
