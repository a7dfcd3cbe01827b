import { measured, number } from '../../../kernel/grammar/amount.ts'
import { monthsOf } from '../../../kernel/grammar/period.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'

import type { Say } from '../../../ui/language.tsx'
import type { TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'

type Unit = TargetNow['unit']
const after: Readonly<Partial<Record<Unit, Text>>> = {
  yuan: words.yuan,
  minutes: words.minutes,
  days: words.days,
  kilometres: words.kilometres,
  grade: words.grade,
}

/** A value of a target without the word of its unit, as large figures are written; `%` and `‰` stay with them. A yes is 1. */
export function figure(value: number | null | undefined, unit: Unit, say: Say): string {
  if (value === null || value === undefined) return '—'
  if (unit === 'yes') return say(value >= 1 ? words.yes : words.no)
  if (unit === 'count') return number(value, 1)
  if (unit === 'kilometres' || unit === 'grade') return number(value, 1)
  return measured(value, unit)
}
/** What a value is counted in; undefined where the figure says it. */
export const unitText = (unit: Unit): Text | undefined => after[unit]
/** The word after a large figure; empty where the figure says it. */
export const unitWord = (unit: Unit, say: Say): string => (after[unit] ? say(after[unit]) : '')
/** A value with its unit: `82.4%`, `12 项`, 是. */
export const valueText = (value: number | null | undefined, unit: Unit, say: Say): string =>
  value === null || value === undefined ? '—' : [figure(value, unit, say), unitWord(unit, say)].filter(Boolean).join(' ')

/** What a single unit states of a target: a yes where the target counts or shares out yeses. */
export const statedUnit = ({ measure, unit }: Pick<TargetNow, 'measure' | 'unit'>): Unit =>
  'stated' in measure && measure.stated === 'yes' ? 'yes' : unit

const signs: Readonly<Partial<Record<TargetNow['comparator'], string>>> = { '>=': '≥', '<=': '≤', '=': '=' }
/** What is to be reached: `≥ 90.0%`, 是, 较基线上升. */
export function goalText({ comparator, value, unit }: Pick<TargetNow, 'comparator' | 'value' | 'unit'>, say: Say): string {
  if (value === undefined) return say(comparator === 'falls' ? words.falls : words.rises)
  if (unit === 'yes') return figure(value, unit, say)
  return [signs[comparator], valueText(value, unit, say)].filter(Boolean).join(' ')
}

/** A value at an axis. */
export const axisText = (value: number, unit: Unit): string =>
  `${number(value)}${unit === 'percent' ? '%' : unit === 'permille' ? '‰' : ''}`

/**
 * Where the number of a target stands: its own page in the target's reading and grain, up to the period shown; with a unit, that unit's value opened onto
 * its parts and rows. Undefined for what is stated by hand.
 */
export function numberAddress(
  { measure, now }: Pick<TargetNow, 'measure' | 'now'>,
  of?: { kind: 'organization' | 'township'; id: string },
): string | undefined {
  if (!('indicator' in measure)) return undefined
  const { indicator, grain, variant } = measure
  const asked = new URLSearchParams({ grain, unit: of?.kind ?? 'county' })
  if (variant) asked.set('variant', variant)
  const last = now?.period && monthsOf(now.period, grain)?.[1]
  if (last) asked.set('to', last)
  if (of && now?.period) asked.set('cell', `${of.id}~${now.period}`)
  return `/numbers/${indicator}?${asked}`
}
