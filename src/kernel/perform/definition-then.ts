import { createHash } from 'node:crypto'
import type { Capability } from '../grammar/capability.ts'
import type { Definition } from '../grammar/frozen.ts'
import type { Indicator, MeasureGroup } from '../grammar/measure.ts'
import { countingOn } from './counting.ts'
import { computedOf } from './library.ts'
import type { Asked } from './numbers.ts'

/** What a group counts of what the indicator speaks of; names, words, lists and other parts may change without another number. */
function countingOf(used: ReadonlySet<string>, { name, list: _, dims: __, parts, ...counting }: MeasureGroup): string {
  const mine = Object.entries(parts).flatMap(([part, { text: ___, ...sql }]) => (used.has(`${name}.${part}`) ? [[part, sql]] : []))
  return JSON.stringify([counting, mine])
}
const usedIn = ({ indicator }: Definition) => new Set(computedOf(indicator).refs.map(({ group, part }) => `${group}.${part}`))
const reckoningOf = ({ numerator, denominator, formula, scale, by }: Indicator) =>
  JSON.stringify([numerator, denominator, formula, scale, by])

/** Whether two definitions of an indicator give the same number. */
export const sameNumber = (one: Definition, other: Definition) =>
  reckoningOf(one.indicator) === reckoningOf(other.indicator) && !changedGroups(one, other.groups).length

const changedGroups = (then: Definition, now: readonly MeasureGroup[]) => {
  const used = usedIn(then)
  return then.groups.filter((group) => {
    const today = now.find(({ name }) => name === group.name)
    return !today || countingOf(used, group) !== countingOf(used, today)
  })
}

/**
 * A house that can still count an earlier definition: groups that mean something else today stand beside those of today under a name of their own, which holds a hash
 * of what they counted, so that their cells never mix.
 */
export function houseOfThen(house: Asked, then: Definition, now: readonly MeasureGroup[]): { house: Asked; definition: Definition } {
  const used = usedIn(then)
  const renamed = new Map(
    changedGroups(then, now).map((group) => [
      group.name,
      `${group.name}-${createHash('sha256').update(countingOf(used, group)).digest('hex').slice(0, 8)}`,
    ]),
  )
  if (!renamed.size) return { house, definition: then }
  const rename = (expression: string) =>
    expression.replace(/(?<![\w.-])([A-Za-z][\w-]*)\./g, (whole, name: string) => (renamed.has(name) ? `${renamed.get(name)}.` : whole))
  const { numerator, denominator, formula } = then.indicator
  const indicator = {
    ...then.indicator,
    numerator: rename(numerator),
    ...(denominator === undefined ? {} : { denominator: rename(denominator) }),
    ...(formula === undefined ? {} : { formula: rename(formula) }),
  }
  const groups = then.groups.map((group) => (renamed.has(group.name) ? { ...group, name: renamed.get(group.name)! } : group))
  const names = new Set(renamed.values())
  const past: Capability = {
    name: 'then',
    text: then.indicator.text,
    workflows: [],
    views: [],
    lists: [],
    measures: groups.filter(({ name }) => names.has(name)),
    indicators: [],
    pages: [],
    texts: {},
  }
  const registry = { ...house.registry, capabilities: [...house.registry.capabilities, past] }
  return { house: countingOn({ ...house, registry }, house.record.db), definition: { indicator, groups } }
}
