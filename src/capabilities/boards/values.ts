import { measured, number } from '../../kernel/grammar/amount.ts'
import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { TargetUnit } from './contract.ts'
import type { Comparator } from './gap.ts'

const measures = new Set<string>(['count', 'percent', 'permille', 'ratio', 'yuan', 'minutes', 'days', 'index'])
const isMeasure = (unit: TargetUnit): unit is MeasureUnit => measures.has(unit)

/** A value of a target in its unit. */
export const aimed = (value: number | null, unit: TargetUnit): string =>
  value === null ? '—' : isMeasure(unit) ? measured(value, unit) : unit === 'yes' ? (value >= 1 ? '是' : '否') : number(value)

const signs: Readonly<Record<Comparator, string>> = { '>=': '≥', '<=': '≤', '=': '=', rises: '↑', falls: '↓' }
/** What a target asks: `≥ 80.0%`; where it names no value, the direction alone. */
export const goalOf = ({ comparator, value, unit }: { comparator: Comparator; value?: number; unit: TargetUnit }): string =>
  value === undefined ? signs[comparator] : unit === 'yes' ? aimed(value, unit) : `${signs[comparator]} ${aimed(value, unit)}`
