import { App, Button } from 'antd'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { number } from '../kernel/grammar/amount.ts'
import type { ListColumn } from '../kernel/grammar/view.ts'
import type { Row } from './contract.ts'
import { useSay } from './language.tsx'
import { type Arrangement, narrow, order } from './list/arrange.ts'
import { ColumnHead } from './list/ColumnHead.tsx'
import { widthOf } from './list/cells.tsx'
import { saveSheet, sheetOf } from './list/excel.ts'
import { Grid } from './list/Grid.tsx'
import { Printed } from './list/Printed.tsx'
import { More } from './More.tsx'
import type { States } from './StateBadge.tsx'
import { Empty } from './States.tsx'
import { texts } from './texts.ts'

/** Rows at hand as a work list: sorted and filtered by column, printed, taken as an Excel file. `children` are the page's own tools. */
export function Sheet(props: {
  title: string
  columns: readonly ListColumn[]
  rows: readonly Row[]
  states?: States
  onOpen?: (row: Row) => void
  children?: ReactNode
}) {
  const { title, columns, rows, states, onOpen, children } = props
  const say = useSay()
  const { message } = App.useApp()
  const [{ filters, sort }, arrange] = useState<Arrangement>({ filters: {} })
  const [printing, setPrinting] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  const shown = useMemo(() => order(narrow(rows, columns, filters), columns, sort), [rows, columns, filters, sort])
  const filtered = Object.keys(filters).length > 0
  const counts = { shown: number(shown.length), count: number(rows.length) }
  const toExcel = () =>
    saveSheet(title, sheetOf(shown, columns, say), columns.map(widthOf)).catch(() => void message.error(say(texts.excelFailed)))
  return (
    <section className="cw-list" aria-label={title}>
      <div className="cw-list-tools">
        {children}
        <span className="cw-list-count" role="status">
          {say(filtered ? texts.rowsFiltered : texts.rowsCount, counts)}
        </span>
        {filtered && <Button onClick={() => arrange({ filters: {}, ...(sort ? { sort } : {}) })}>{say(texts.clearFilters)}</Button>}
        <More>
          <Button onClick={toExcel} disabled={shown.length === 0}>
            {say(texts.excel)}
          </Button>
          <Button onClick={() => setPrinting(true)} disabled={shown.length === 0}>
            {say(texts.print)}
          </Button>
        </More>
      </div>
      <Grid
        label={title}
        columns={columns}
        rows={shown}
        {...(states ? { states } : {})}
        {...(onOpen ? { onOpen } : {})}
        sorted={({ name }) => (sort?.column === name ? (sort.descending ? 'descending' : 'ascending') : 'none')}
        empty={<Empty title={filtered ? texts.emptyFiltered : texts.emptyList} />}
        head={(column) => (
          <ColumnHead
            column={column}
            rows={rows}
            sort={sort}
            filter={filters[column.name]}
            onSort={(next) => arrange({ filters, ...(next ? { sort: next } : {}) })}
            onFilter={(filter) => {
              const { [column.name]: _, ...others } = filters
              arrange({ filters: filter ? { ...others, [column.name]: filter } : others, ...(sort ? { sort } : {}) })
            }}
          />
        )}
      />
      {printing && <Printed title={title} columns={columns} rows={shown} done={printed} />}
    </section>
  )
}
