import { capabilities } from '../capabilities/index.ts'
import { parseExpression, type Ref, refsOf } from '../kernel/grammar/expression.ts'
import { type MeasureGroup, readingOf } from '../kernel/grammar/measure.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { List } from '../kernel/grammar/view.ts'
import type { IndicatorPart, ListedIndicator } from '../ui/contract.ts'
import type { States } from '../ui/StateBadge.tsx'

/** A list by its name, with the states of its capability's cases for their colours. */
export function listNamed(name: string): { list: List; states: States } | undefined {
  for (const { lists, workflows } of capabilities) {
    const list = lists.find((one) => one.name === name)
    if (list) return { list, states: Object.assign({}, ...workflows.map(({ kind }) => kind.states)) }
  }
  return undefined
}

const groups: ReadonlyMap<string, MeasureGroup> = new Map(
  capabilities.flatMap(({ measures }) => measures.map((group) => [group.name, group])),
)

/** What a part is called, as far as anybody says, and whether it adds up money (in fen). */
export function partNamed({ ref, text }: Pick<IndicatorPart, 'ref' | 'text'>): { text: Text | undefined; money: boolean } {
  const [group = '', part = ''] = ref.split('@')[0]?.split('.') ?? []
  const known = groups.get(group)?.parts[part]
  return { text: text ?? known?.text, money: /fen\b/.test(known?.add ?? '') }
}

const refOf = ({ group, part, selectors }: Ref) => `${group}.${part}${selectors.length ? `@${selectors.join('.')}` : ''}`
/** The parts of an indicator in a reading: as the server says of the usual one, else from its expressions. */
export function partsOf(indicator: ListedIndicator, variant: string | undefined): readonly IndicatorPart[] {
  const reading = variant ? readingOf(indicator, variant) : undefined
  if (!reading) return indicator.parts
  return (['numerator', 'denominator'] as const).flatMap((side) => {
    const source = reading[side]
    return source === undefined
      ? []
      : refsOf(parseExpression(source)).map((ref) => ({ ref: refOf(ref), side, list: groups.get(ref.group)?.list ?? '', back: ref.back }))
  })
}
