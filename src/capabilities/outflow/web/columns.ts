import type { Text } from '../../../kernel/grammar/texts.ts'
import type { Say } from '../../../ui/language.tsx'
import { guard } from '../../../ui/list/excel.ts'
import type { Figures, Ranked } from '../shape.ts'
import { others } from '../small.ts'
import { texts } from '../texts.ts'

/** A figure of a year, shown for the three years side by side; `whole`: what left altogether in that year. */
export type Group = { name: string; text: Text; digits: number; of: (year: Figures, whole: Figures) => number | null }
const share = (part: number, all: number) => (all ? (part / all) * 100 : null)
/** Fen → 10 000 yuan. */
const tenThousand = (fen: number, { all }: Figures) => (all ? fen / 1_000_000 : null)

/** A year of which nothing is known is no year without admissions. */
const cases: Group = { name: 'cases', text: texts.cases, digits: 0, of: ({ cases }, whole) => (whole.all ? cases : null) }
const perCase: Group = {
  name: 'perCase',
  text: texts.perCase,
  digits: 0,
  of: ({ cases, totalFen }) => (cases ? totalFen / cases / 100 : null),
}
const fund: Group = { name: 'fund', text: texts.fund, digits: 1, of: ({ fundFen }, whole) => tenThousand(fundFen, whole) }
/** Admissions and what they mean, or money. `left` says what the share of those that left is of. */
export const groupsOf = (show: 'cases' | 'money', left: Text): readonly Group[] =>
  show === 'cases'
    ? [
        cases,
        { name: 'ofAll', text: texts.ofAll, digits: 1, of: ({ cases }, whole) => share(cases, whole.cases) },
        { name: 'left', text: left, digits: 1, of: ({ cases, all }) => share(cases, all) },
        perCase,
        fund,
      ]
    : [
        { name: 'total', text: texts.total, digits: 1, of: ({ totalFen }, whole) => tenThousand(totalFen, whole) },
        fund,
        { name: 'self', text: texts.self, digits: 1, of: ({ selfFen }, whole) => tenThousand(selfFen, whole) },
        perCase,
      ]

/** Admissions of the third year against the first, percent; null where there were none in the first. */
export const changeOf = ({ years: [first, , third] }: Pick<Ranked, 'years'>) => share(third.cases - first.cases, first.cases)

/** Rows by the third year of a figure, most first; those of few persons stay last. */
export function sorted<R extends Ranked>(rows: readonly R[], group: Group | undefined, total: Ranked['years']): readonly R[] {
  if (!group) return rows
  const value = ({ years }: R) => group.of(years[2], total[2]) ?? Number.NEGATIVE_INFINITY
  return [...rows].sort((a, b) => Number(a.id === others) - Number(b.id === others) || value(b) - value(a))
}

/** With thousands, always so many decimals: they stand under each other. */
export const figure = (value: number | null, digits: number) =>
  value === null ? '—' : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** The table as a sheet: what stands on the screen, all its rows. */
export function rankingSheet(
  rows: readonly Ranked[],
  groups: readonly Group[],
  {
    total,
    labels,
    head,
    nameOf,
    say,
  }: { total: Ranked['years']; labels: readonly string[]; head: Text; nameOf: (row: Ranked) => string; say: Say },
): (string | number | null)[][] {
  const round = (value: number | null, digits: number) => (value === null ? null : Number(value.toFixed(digits)))
  const line = (row: Pick<Ranked, 'years'>, first: readonly (string | number)[]) => [
    ...first,
    ...groups.flatMap(({ of, digits }) => row.years.map((year, at) => round(of(year, total[at] ?? year), digits))),
    round(changeOf(row), 1),
  ]
  return [
    [say(texts.code), say(head), ...groups.flatMap(({ text }) => labels.map((label) => `${say(text)} ${label}`)), say(texts.change)],
    ...rows.map((row) => line(row, [guard(row.id), guard(nameOf(row))])),
    line({ years: total }, ['', say(texts.together)]),
  ]
}
