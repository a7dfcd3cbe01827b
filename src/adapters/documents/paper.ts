/** A page of text and tables, the same for Word and for PDF. */
export type Paper = {
  title: string
  /** Below the title: the period, who drafted it. */
  subtitle?: string
  blocks: readonly Block[]
  /** At the foot of every page, before its number. */
  foot?: string
}
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | {
      kind: 'table'
      head: readonly string[]
      rows: readonly (readonly string[])[] /** Share of the width, by column. */
      widths: readonly number[]
      right?: readonly number[]
    }

/** In which order of the columns figures stand: to the right. */
export const alignOf = (right: readonly number[] | undefined, column: number) => (right?.includes(column) ? 'right' : 'left')
