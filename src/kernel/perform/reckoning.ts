import { type Expression, type Ref, refsOf } from '../grammar/expression.ts'
import type { Definition, FigureKey, FrozenPart } from '../grammar/frozen.ts'
import type { Indicator, MeasureGroup } from '../grammar/measure.ts'
import { firstMonth, type Grain, shift } from '../grammar/period.ts'
import { refuse } from '../grammar/refusal.ts'
import { computedOf } from './library.ts'
import { type Asked, numbersOf } from './numbers.ts'

/** First and last month of a figure. */
export type FigurePeriod = { grain: Grain; from: string; end: string }
const months = { month: 1, quarter: 3, year: 12, rolling: 12 } as const

/** @throws Refusal 'invalid' when the name is not one of a period of that grain */
export function periodOfFigure({ period, grain }: Pick<FigureKey, 'period' | 'grain'>): FigurePeriod {
  const from = firstMonth(period, grain)
  if (!from) throw refuse('invalid', ['期间与粒度不符', 'The period does not fit its grain'])
  return { grain, from, end: shift(from, months[grain] - 1) }
}

/** A part of a figure with the reference it comes from. */
export type PartAsOf = Pick<FrozenPart, 'ref' | 'sides' | 'from' | 'to'> & { of: Ref; group: MeasureGroup }

/** A reference as it would be written: `prev(avg(beds.open@inside))`. */
function refText({ group, part, selectors, taking, back }: Ref): string {
  const name = `${group}.${part}${selectors.length ? `@${selectors.join('.')}` : ''}`
  return Array.from({ length: back / 12 }).reduce<string>((inner) => `prev(${inner})`, taking === 'own' ? name : `${taking}(${name})`)
}

/** Months whose rows make a part: all of the period, or the one that a stock or a taking says. */
function windowOf({ taking, back }: Ref, { kind }: MeasureGroup, { grain, from, end }: FigurePeriod) {
  const [first, last] = [shift(from, -back), shift(end, -back)]
  const middle = shift(first, Math.ceil(months[grain] / 2) - 1)
  if (taking === 'mid') return { from: middle, to: middle }
  return (kind === 'stock' && taking !== 'avg') || taking === 'end' ? { from: last, to: last } : { from: first, to: last }
}

/** Every part a figure was made of, each once. */
export function partsAsOf({ indicator, groups }: Definition, period: FigurePeriod): PartAsOf[] {
  const { numerator, denominator, formula } = computedOf(indicator)
  const parts = new Map<string, PartAsOf & { sides: FrozenPart['sides'][number][] }>()
  const take = (side: FrozenPart['sides'][number], expression: Expression | undefined) => {
    for (const of of expression ? refsOf(expression) : []) {
      const group = groups.find(({ name }) => name === of.group)!
      const ref = refText(of)
      const known = parts.get(ref) ?? { ref, of, group, sides: [], ...windowOf(of, group, period) }
      if (!known.sides.includes(side)) known.sides.push(side)
      parts.set(ref, known)
    }
  }
  take('numerator', numerator)
  take('denominator', denominator)
  take('formula', formula)
  return [...parts.values()]
}

export type Reckoned = {
  value: number | null
  numerator: number
  denominator?: number
  partial: boolean
  unitName: string
  parts: number[]
}

/** The value of a figure under a definition whose groups the house has, and what each of its parts comes to; undefined where there is no number. */
export async function reckon(
  house: Asked,
  county: number,
  { grain, period, unit, of }: FigureKey,
  { indicator }: Definition,
  parts: readonly PartAsOf[],
): Promise<Reckoned | undefined> {
  const { from, end } = periodOfFigure({ period, grain })
  const { denominator: _, formula: __, ...rest } = indicator
  const alone = parts.map(({ ref }): Indicator => ({ ...rest, numerator: ref, scale: 1 }))
  const asked = { from: grain === 'rolling' ? end : from, to: end, grain, unit }
  const answers = await numbersOf(house, county, [indicator, ...alone], asked)
  const [cell, ...others] = answers.map((cells) => cells.find((c) => c.unit.id === of && c.period === period))
  if (!cell) return undefined
  const { value, numerator, denominator } = cell
  return {
    value,
    numerator,
    ...(denominator === undefined ? {} : { denominator }),
    partial: cell.partial === true,
    unitName: cell.unit.name,
    parts: others.map((part) => part?.value ?? 0),
  }
}
