import { capabilities } from '../capabilities/index.ts'
import type { Indicator, MeasureGroup } from '../kernel/grammar/measure.ts'
import type { List } from '../kernel/grammar/view.ts'
import type { States } from '../ui/StateBadge.tsx'

/** A list by its name, with the states of its capability's cases for their colours. */
export function listNamed(name: string): { list: List; states: States } | undefined {
  for (const { lists, workflows } of capabilities) {
    const list = lists.find((one) => one.name === name)
    if (list) return { list, states: Object.assign({}, ...workflows.map(({ kind }) => kind.states)) }
  }
  return undefined
}

const groups: readonly MeasureGroup[] = capabilities.flatMap(({ measures }) => measures)
/** Where a number opens: the list of its measure group, and the part as `group.part`. */
export function rowsBehind({ group, numerator, denominator }: Pick<Indicator, 'group' | 'numerator' | 'denominator'>) {
  const list = groups.find(({ name }) => name === group)?.list
  return list ? { list, numerator: `${group}.${numerator}`, ...(denominator ? { denominator: `${group}.${denominator}` } : {}) } : undefined
}
