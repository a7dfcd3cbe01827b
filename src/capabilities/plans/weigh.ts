import type { Weight } from './contract.ts'

/** A unit's part of the county's value in the period that the target is judged by. */
export type UnitPart = { unit: Weight['unit']; value: number | null; numerator: number; denominator?: number; lastYear?: number | null }
export type Aim = { goal: number; direction: 1 | -1; scale: number }

/**
 * What each unit lacks, in units of the numerator, so that all lacks together are what the whole lacks; its share is of all that lack anything.
 *
 * - A ratio with goal g: g ÷ scale × denominator − numerator (the other way round where less is better): what the unit's own patients, beds or cases would ask of it.
 * - A count: the goal is parted among units as the value a year before was (alike where nobody had any), each then lacks its part less what it has.
 *
 * @returns heaviest first
 */
export function weigh(parts: readonly UnitPart[], { goal, direction, scale }: Aim): Weight[] {
  const whole = goal / scale
  const before = parts.map(({ lastYear }) => Math.max(0, lastYear ?? 0))
  const all = before.reduce((a, b) => a + b, 0)
  const lacksOf = ({ numerator, denominator }: UnitPart, i: number) =>
    denominator === undefined ? whole * (all > 0 ? before[i]! / all : 1 / parts.length) - numerator : whole * denominator - numerator
  const weighed = parts.map((part, i) => {
    const { unit, value, numerator, denominator } = part
    return { unit, value, numerator, ...(denominator === undefined ? {} : { denominator }), lacks: direction * lacksOf(part, i) }
  })
  return shared(weighed)
}

/** The share of each in all that is lacking, heaviest first. */
export function shared(weights: readonly Omit<Weight, 'share'>[]): Weight[] {
  const lacking = weights.reduce((sum, { lacks }) => sum + Math.max(0, lacks), 0)
  return weights
    .map((weight) => ({ ...weight, share: lacking > 0 ? Math.max(0, weight.lacks) / lacking : 0 }))
    .sort((a, b) => b.lacks - a.lacks || a.unit.id.localeCompare(b.unit.id))
}
