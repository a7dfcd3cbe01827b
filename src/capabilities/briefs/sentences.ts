import { measured } from '../../kernel/grammar/amount.ts'
import { type Change, changeOf } from '../../kernel/grammar/change.ts'
import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { BriefFigure } from './shape.ts'

/** Chinese official prose says yuan in 万元 and 亿元 when it is much, and counts with their measure word. */
export function amount(value: number, unit: MeasureUnit, counted = ''): string {
  if (unit === 'yuan') {
    const size = Math.abs(value)
    if (size >= 1e8) return `${(value / 1e8).toFixed(2)} 亿元`
    if (size >= 1e4) return `${(value / 1e4).toFixed(1)} 万元`
    return `${measured(value, unit)} 元`
  }
  const text = measured(value, unit)
  if (unit === 'days') return `${text} 天`
  if (unit === 'minutes') return `${text} 分钟`
  return unit === 'count' && counted ? `${text} ${counted}` : text
}

const verbs = (unit: MeasureUnit) => (unit === 'percent' || unit === 'permille' ? ['上升', '下降'] : ['增长', '下降'])
/** 同比上升 1.2 个百分点; 环比下降 3.4%; 同比持平. Nothing where there is nothing to compare with. */
export function compared(word: '同比' | '环比', change: Change | undefined, unit: MeasureUnit): string {
  if (!change) return ''
  if (change.way === 'same') return `${word}持平`
  const [up, down] = verbs(unit)
  const size = Math.abs(change.amount).toFixed(1)
  const by = change.points ? `${size} 个${unit === 'permille' ? '千分点' : '百分点'}` : `${size}%`
  return `${word}${change.way === 'up' ? up : down} ${by}`
}

/** 基层就诊率 61.4%，同比上升 1.2 个百分点; of what is counted in something also 环比. Undefined where there is no value. */
export function figureSentence(figure: BriefFigure, counted?: string): string | undefined {
  if (figure.value === null) return undefined
  const { name, unit, value } = figure
  const year = compared('同比', changeOf(value, figure.lastYear, figure), unit)
  const month = counted ? compared('环比', changeOf(value, figure.before, figure), unit) : ''
  return [
    `${counted && name.endsWith(counted) ? name.slice(0, -counted.length) : name} ${amount(value, unit, counted)}`,
    ...[year, month].filter(Boolean),
  ].join('，')
}
