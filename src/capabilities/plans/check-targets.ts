import type { Known } from '../../kernel/grammar/operation.ts'
import { checkTexts as texts } from './check-texts.ts'
import { type Found, found } from './found.ts'
import type { PlanTemplate, Target } from './template.ts'

/** What is wrong with one target: where its value comes from, what it asks, and by when. */
export function targetProblems(target: Target, template: PlanTemplate, known: Known, path: Found['path']): Found[] {
  return [...measureProblems(target, template, known, path), ...valueProblems(target, path), ...dayProblems(target, template, path)]
}

function measureProblems({ measure, unit, scope }: Target, { level }: PlanTemplate, known: Known, path: Found['path']): Found[] {
  const at = [...path, 'measure']
  if ('indicator' in measure) {
    const indicator = known.indicators.get(measure.indicator)
    if (!indicator) return [found([...at, 'indicator'], texts.noIndicator, { code: measure.indicator })]
    const { variant } = measure
    const reading = variant === undefined || variant === 'default' || indicator.readings.includes(variant)
    const readings = indicator.readings.join(', ') || '—'
    return [
      ...(reading ? [] : [found([...at, 'variant'], texts.noReading, { code: measure.indicator, variant, readings })]),
      ...(indicator.unit === unit ? [] : [found([...path, 'unit'], texts.otherUnit, { unit, own: indicator.unit })]),
    ]
  }
  const { stated, of, tell } = measure
  const single = of === 'county'
  return [
    ...(of === 'counties' && level === 'county' && scope === 'county' ? [found([...at, 'of'], texts.noCounties)] : []),
    ...(tell === 'value' && !single ? [found([...at, 'tell'], texts.valueOfMany)] : []),
    ...(tell !== 'value' && (stated !== 'yes' || single) ? [found([...at, 'tell'], texts.countOfYes)] : []),
    ...(tell === 'count' && unit !== 'count' ? [found([...path, 'unit'], texts.otherUnit, { unit, own: 'count' })] : []),
    ...(tell === 'share' && unit !== 'percent' ? [found([...path, 'unit'], texts.otherUnit, { unit, own: 'percent' })] : []),
    ...(tell === 'value' && (stated === 'yes') !== (unit === 'yes') ? [found([...path, 'unit'], texts.yesUnit)] : []),
  ]
}

function valueProblems({ comparator, value, unit }: Target, path: Found['path']): Found[] {
  const moves = comparator === 'rises' || comparator === 'falls'
  if (moves && unit === 'yes') return [found([...path, 'comparator'], texts.yesMoves)]
  if (moves) return value === undefined ? [] : [found([...path, 'value'], texts.valueUnneeded, { comparator })]
  if (value === undefined) return [found([...path, 'comparator'], texts.valueMissing, { comparator })]
  return unit === 'yes' && value !== 0 && value !== 1 ? [found([...path, 'value'], texts.yesOrNo)] : []
}

function dayProblems({ from, deadline, milestones }: Target, template: PlanTemplate, path: Found['path']): Found[] {
  const [start, end] = [from ?? template.from, deadline ?? template.to]
  if (end < start) return [found([...path, deadline === undefined ? 'from' : 'deadline'], texts.deadlineEarly, { start, end })]
  return milestones.flatMap(({ day }, i) =>
    day < start || day > end
      ? [found([...path, 'milestones', i, 'day'], texts.milestoneOutside, { day, start, end })]
      : i > 0 && day <= milestones[i - 1]!.day
        ? [found([...path, 'milestones', i, 'day'], texts.milestoneOrder, { day, before: milestones[i - 1]!.day })]
        : [],
  )
}
