import { type ConditionColumn, columnsOf, declaredColumns } from '../../kernel/grammar/columns.ts'
import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { List, View } from '../../kernel/grammar/view.ts'

/** A view whose rows may be counted: its words and list, whether its rows belong to persons, and what a condition may ask. */
export type Countable = { name: string; text: Text; list: string; person: boolean; columns: readonly ConditionColumn[] }
/** A measure group of the house, and its parts with the words of the indicator that is that part alone. */
export type KnownGroup = {
  name: string
  residence: boolean
  distinct: boolean
  parts: readonly { name: string; text?: Text }[]
}
/** All that a local definition may speak of. Plain data: the page checks with the same knowledge as the server. */
export type Library = { views: readonly Countable[]; groups: readonly KnownGroup[] }

type Numbers = { views: readonly View[]; lists: readonly List[]; measures: readonly MeasureGroup[]; indicators: readonly Indicator[] }

/** What these capabilities bring. Only views that the house counts itself: writes mark their cells (record, `measured`). */
export function libraryOf(capabilities: readonly Numbers[]): Library {
  const lists = capabilities.flatMap((c) => c.lists)
  const groups = capabilities.flatMap((c) => c.measures)
  const counted = new Set(groups.map((group) => group.view))
  const words = wordsOf(capabilities.flatMap((c) => c.indicators))
  return {
    views: capabilities
      .flatMap((c) => c.views)
      .flatMap((view): Countable[] => {
        const { name } = view.definition
        const declared = new Set(declaredColumns(view).map((c) => c.name))
        const list = lists.find((l) => l.view === name)
        if (!list || !counted.has(name) || !declared.has('org') || !declared.has('at')) return []
        return [{ name, text: list.text, list: list.name, person: declared.has('patient_id'), columns: columnsOf(view, lists) }]
      }),
    groups: groups.map(({ name, kind, residence, parts }) => ({
      name,
      residence: residence !== undefined,
      distinct: kind === 'distinct',
      parts: Object.entries(parts).map(([part, { text = words.get(`${name}.${part}`) }]) => {
        return { name: part, ...(text ? { text } : {}) }
      }),
    })),
  }
}

/** The words of a part: those of an indicator that is nothing but this part. */
function wordsOf(indicators: readonly Indicator[]): ReadonlyMap<string, Text> {
  const plain = indicators.filter((i) => i.denominator === undefined && i.formula === undefined && /^[\w-]+\.[\w-]+$/.test(i.numerator))
  return new Map(plain.map(({ numerator, text }) => [numerator, text]))
}
