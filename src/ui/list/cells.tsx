import type { ColumnKind, ListColumn } from '../../kernel/grammar/view.ts'
import { day, minute, number, shown, yuan } from '../formats.ts'
import { useSay } from '../language.tsx'
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
/** How narrow a column may become on a small screen: words may be cut, dates and numbers never. */
export const leastOf = (column: ListColumn) =>
  column.kind === 'text' || column.kind === 'organization'
    ? Math.round(widthOf(column) * 0.7)
    : Math.min(widthOf(column), widths[column.kind])
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
