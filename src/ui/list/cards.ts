import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Say } from '../language.tsx'
import { wordsWidth } from './cells.tsx'

/** A row as a card of a fixed height: who or what it is, its state, and lines of one wide or two small columns. */
export type CardShape = { title: ListColumn; state?: ListColumn; lines: readonly (readonly ListColumn[])[] }

/** px of a line of a card (`.cw-card-row` in narrow.css), and of what stands around the lines. */
const line = 24
const around = 17
/** Lines below the title; with more, too few cards would be seen at once. */
const mostLines = 5
/** px of half a line on a phone of 360 px, the narrowest that is sold. */
const half = 150
/** px of a value at 16 px, where its kind says it. */
const lengths: Partial<Record<ListColumn['kind'], number>> = { date: 88, number: 72, fen: 88, person: 64 }

const isSmall = (column: ListColumn, say: Say) =>
  column.kind !== 'organization' &&
  column.kind !== 'instant' &&
  (wordsWidth(say(column.text)) * 16) / 14 + 8 + (lengths[column.kind] ?? column.width ?? half) <= half

/** How the first columns of a list stand on a card; a small one shares its line with the next small one. All of a row is seen when it is opened. */
export function cardOf(columns: readonly ListColumn[], say: Say): CardShape {
  const title = columns.find(({ kind }) => kind === 'person') ?? columns.find(({ kind }) => kind === 'text') ?? columns[0]!
  const state = columns.find((column) => column.kind === 'state' && column !== title)
  const lines: ListColumn[][] = []
  let waiting: ListColumn[] | undefined
  for (const column of columns) {
    if (column === title || column === state) continue
    const small = isSmall(column, say)
    if (small && waiting) waiting.push(column)
    else lines.push([column])
    if (small) waiting = waiting ? undefined : lines.at(-1)
  }
  return { title, ...(state ? { state } : {}), lines: lines.slice(0, mostLines) }
}

/** Height of a card in px. */
export const heightOf = ({ lines }: CardShape) => (lines.length + 1) * line + around
