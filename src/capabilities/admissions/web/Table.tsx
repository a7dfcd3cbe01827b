import type { ReactNode } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'

/** A plain table; `numbers` are the columns set to the right, `strong` the rows that sum others. `title` is its name for a screen reader. */
export function Table(props: {
  title: Text
  head: readonly Text[]
  rows: readonly (readonly ReactNode[])[]
  numbers?: readonly number[]
  strong?: (row: number) => boolean
}) {
  const { title, head, rows, numbers = [], strong } = props
  const say = useSay()
  const side = (column: number) => (numbers.includes(column) ? { className: 'cw-number' } : {})
  return (
    <TableBox label={say(title)}>
      <table className="cw-table">
        <thead>
          <tr>
            {head.map((text, i) => (
              <th key={text[1]} scope="col" {...side(i)}>
                {say(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page that is only read keep their places
            <tr key={r} {...(strong?.(r) ? { className: 'stay-sum' } : {})}>
              {row.map((cell, i) => (
                <td key={head[i]![1]} {...side(i)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
