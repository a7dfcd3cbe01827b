import { measured, number } from '../../kernel/grammar/amount.ts'
import type { Indicator, MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Cell, IndicatorPart, Unit } from '../../ui/contract.ts'
import type { Say } from '../../ui/language.tsx'
import type { Question } from './question.ts'
import { words } from './texts.ts'

/** A value as it is shown: with its sign, `<5` where it is hidden, a dash where there is none. */
export const valueText = (cell: Pick<Cell, 'value' | 'suppressed'> | undefined, unit: MeasureUnit, say: Say): string =>
  cell?.suppressed ? say(words.fewer) : measured(cell?.value ?? null, unit)

/** A value at an axis: without needless decimals. */
export const axisText = (value: number, unit: MeasureUnit): string =>
  `${number(value)}${unit === 'percent' ? '%' : unit === 'permille' ? '‰' : ''}`

const named: Readonly<Record<MeasureUnit, Text>> = {
  count: words.countUnit,
  percent: words.percent,
  permille: ['‰', '‰'],
  ratio: words.ratio,
  yuan: words.yuan,
  minutes: words.minutes,
  days: words.days,
  index: words.index,
}
/** What a value is counted in. */
export const unitText = (unit: MeasureUnit): Text => named[unit]

/** What a difference is counted in: points of a share, percent of all else. */
export const changeUnit = (unit: MeasureUnit): Text =>
  unit === 'percent' ? words.points : unit === 'permille' ? words.permillePoints : words.percent

type Address = {
  indicator: Pick<Indicator, 'code' | 'by'>
  question: Pick<Question, 'grain' | 'unit' | 'to' | 'variant' | 'structure'>
  cell: Cell
}
/** Whether the rows of a unit have an address: those of what lies outside, all in one, have none. */
const opens = (unit: Unit, { unit: { outside } }: Cell) => unit === 'organization' || !outside
/** Where a part of a cell opens onto its rows, with all of the cell's filters; undefined where there is no such address. */
export function rowsAddress(part: IndicatorPart, { indicator, question, cell }: Address): string | undefined {
  const { grain, unit, to, variant, structure } = question
  if (unit === 'prefecture' || !opens(unit, cell)) return undefined
  const where = new URLSearchParams({ part: part.ref, period: cell.period, grain, last: to, indicator: indicator.code, side: part.side })
  if (part.back) where.set('back', String(part.back))
  if (indicator.by === 'residence') where.set('by', 'residence')
  if (variant) where.set('variant', variant)
  if (unit === 'organization') where.set('org', cell.unit.id)
  if (structure === 'today') where.set('structure', structure)
  if (unit === 'township') where.set('township', cell.unit.id)
  if (unit !== 'county') where.set('unit', cell.unit.name)
  return `/lists/${part.list}?${where}`
}
