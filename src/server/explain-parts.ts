import type { Ref } from '../kernel/grammar/expression.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import type { Period } from '../kernel/grammar/period.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { computedOf, type Library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Question } from './explain-members.ts'
import { formulaText } from './formula-text.ts'
import { numbersFor } from './without-persons.ts'

/** A reference as it would be written: `prev(avg(beds.open@inside))`. */
export function written({ group, part, selectors, taking, back }: Ref): string {
  const name = `${group}.${part}${selectors.length ? `@${selectors.join('.')}` : ''}`
  const taken = taking === 'own' ? name : `${taking}(${name})`
  return Array.from({ length: back / 12 }).reduce<string>((inner) => `prev(${inner})`, taken)
}

/** Parts by how they are written, and what they came to in both periods. */
export type Parts = ReadonlyMap<string, { text: Text; before: number; now: number }>
/** What the parts of a number came to in both periods, each told once. */
export async function partsOf(
  house: House,
  county: number,
  indicator: Indicator,
  lib: Library,
  { unit, of, grain, before, now }: Question,
  shy: boolean,
): Promise<Parts> {
  const { denominator: _, formula: __, ...plain } = indicator
  const refs = [...new Set(computedOf(indicator).refs.map(written))]
  const alone = refs.map((numerator): Indicator => ({ ...plain, numerator, scale: 1 }))
  const told = async ({ from, to }: Period) => {
    const all = await numbersFor(house, county, alone, { from: grain === 'rolling' ? to : from, to, grain, unit }, shy)
    return all.map((cells) => cells.find((cell) => cell.unit.id === of)?.value ?? 0)
  }
  const [was, is] = await Promise.all([told(before), told(now)])
  return new Map(alone.map((part, i) => [part.numerator, { text: formulaText(part, lib), before: was[i] ?? 0, now: is[i] ?? 0 }]))
}
