import { number, yuan } from '../../kernel/grammar/amount.ts'
import type { ColumnKind, ListColumn } from '../../kernel/grammar/view.ts'
import { day, minute, shown } from '../formats.ts'
import { type Say, useSay } from '../language.tsx'
import { StateBadge, type States } from '../StateBadge.tsx'
import { plain } from './arrange.ts'

const widths: Readonly<Record<ColumnKind, number>> = {
  text: 160,
  code: 96,
  date: 104,
  instant: 144,
  number: 88,
  fen: 104,
  person: 96,
  organization: 176,
  state: 96,
}
export const widthOf = ({ kind, width }: ListColumn) => width ?? widths[kind]
/** About how wide words are at 14 px: Chinese letters are square, others a little over half, bold ones more. */
export const wordsWidth = (words: string, other = 8) => [...words].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 14 : other), 0)
const boldWidth = (words: string) => wordsWidth(words, 9.5)

/** How narrow a column may become on a small screen: free text may be cut; its head, dates, numbers, coded words and what must be read whole not. */
export function leastOf(column: ListColumn, say: Say, states: States = {}): number {
  const head = boldWidth(say(column.text)) + 42
  const badges = column.kind === 'state' ? Object.values(states).map(({ text }) => text) : []
  const coded = Math.max(0, ...[...Object.values(column.codes ?? {}), ...badges].map((text) => wordsWidth(say(text), 9) + 32))
  const wordy = !column.whole && (column.kind === 'text' || column.kind === 'organization')
  return Math.max(
    head,
    coded,
    wordy ? Math.round(widthOf(column) * 0.7) : column.whole ? widthOf(column) : Math.min(widthOf(column), widths[column.kind]),
  )
}
export const isNumber = (kind: ColumnKind) => kind === 'number' || kind === 'fen'

/** A value of a list in words. */
export function Cell({ value, column, states }: { value: unknown; column: ListColumn; states?: States }) {
  const say = useSay()
  const { kind, codes } = column
  if (value === null || value === undefined || value === '') return shown(null)
  if (kind === 'fen') return yuan(Number(value))
  if (kind === 'number') return number(Number(value))
  if (kind === 'date') return day(String(value))
  if (kind === 'instant') return minute(String(value))
  const text = plain(value)
  const words = codes?.[text]
  if (kind === 'state') return <StateBadge state={text} states={states ?? {}} {...(words ? { text: words } : {})} />
  return words ? say(words) : text
}
