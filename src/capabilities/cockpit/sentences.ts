import { measured, number } from '../../kernel/grammar/amount.ts'
import { changeOf } from '../../kernel/grammar/change.ts'
import { fill } from '../../kernel/grammar/fill.ts'
import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { PlanWord } from './contract.ts'
import { texts } from './texts.ts'
import type { Range } from './usual.ts'

/** One after another without a blank between: the second begins with its own stop. */
export const joined = (first: Text, second: Text): Text => [first[0] + second[0], first[1] + second[1]]

const weekdays = [
  ...[texts.weekday0, texts.weekday1, texts.weekday2, texts.weekday3],
  ...[texts.weekday4, texts.weekday5, texts.weekday6],
] as const
/** 0 (Sunday) … 6 of a local day. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** A value in short: large sums in ten thousands. */
export const short = (value: number | null, unit: MeasureUnit): Text => {
  if (unit !== 'yuan' || value === null) return [measured(value, unit), measured(value, unit)]
  if (Math.abs(value) < 10_000) return [`${number(value, 0)} 元`, `¥${number(value, 0)}`]
  return [`${number(value / 10_000, 1)} 万元`, `¥${number(value / 1000, 0)}k`]
}

/** Where a day lies against the usual range of its weekday. */
export function usualWords(value: number, usual: Range | undefined, day: string, unit: MeasureUnit): Text {
  if (!usual) return texts.tooNew
  const [low, high] = unit === 'count' ? [Math.ceil(usual.low), Math.floor(usual.high)] : [usual.low, usual.high]
  const range = { weekday: weekdays[weekdayOf(day)]!, low: measured(low, unit), high: measured(high, unit) }
  return fill(value < usual.low ? texts.below : value > usual.high ? texts.above : texts.within, range)
}

/** Against the same days, or the same month (`month`), of last year. */
export function lastYearWords(now: number | null, before: number | null | undefined, unit: MeasureUnit, month = false): Text {
  if (now === null) return texts.noData
  const change = changeOf(now, before, { unit, better: 'neither' })
  if (!change) return texts.noLastYear
  if (change.way === 'same') return texts.equal
  const amount = fill(change.points ? texts.points : texts.percent, { amount: number(Math.abs(change.amount), 1) })
  const up = month ? texts.moreMonth : texts.more
  const down = month ? texts.lessMonth : texts.less
  return fill(change.way === 'up' ? up : down, { amount })
}

/** How it stands against the plan's path. */
export function planWords({ status, value, planned }: PlanWord, now: number | null, unit: MeasureUnit): Text | undefined {
  const target = value === undefined ? '' : measured(value, unit)
  if (status === 'met') return fill(texts.met, { value: target })
  if (status === 'on-way') return fill(texts.onWay, { value: target })
  if (status === 'no-data') return undefined
  const wanted = planned ?? value
  if (wanted === undefined || now === null) return texts.behindPlain
  const [wants, has] = [measured(wanted, unit), measured(now, unit)]
  return wants === has ? fill(texts.near, { planned: wants }) : fill(texts.behind, { planned: wants, now: has })
}
