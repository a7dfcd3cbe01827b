import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { minute } from '../formats.ts'
import { useSay } from '../language.tsx'
import { texts } from '../texts.ts'
import { Cell, isNumber } from './cells.tsx'

/** About forty pages; whoever needs more takes the Excel file. */
const most = 2000

/** The rows as a plain table on paper: title, all columns, the head repeated on every page. Prints itself, then is gone. */
export function Printed({
  title,
  columns,
  rows,
  done,
}: {
  title: string
  columns: readonly ListColumn[]
  rows: readonly Row[]
  done: () => void
}) {
  const say = useSay()
  useEffect(() => {
    document.body.classList.add('cw-printing')
    window.print()
    document.body.classList.remove('cw-printing')
    done()
  }, [done])
  return createPortal(
    <section className="cw-printed">
      <h1>{title}</h1>
      <p>
        {say(texts.printedAt, { time: minute(new Date().toISOString()) })}
        {rows.length > most && ` · ${say(texts.printLimit, { shown: most, total: rows.length })}`}
      </p>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name}>{say(column.text)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.name} className={isNumber(column.kind) ? 'cw-number' : ''}>
                  <Cell value={row[column.name]} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  )
}
