import { App, Button, Input, type InputRef } from 'antd'
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { number } from '../kernel/grammar/amount.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { List } from '../kernel/grammar/view.ts'
import type { Row } from './contract.ts'
import { useKeys } from './keys.ts'
import { useSay } from './language.tsx'
import { type Arrangement, narrow, order } from './list/arrange.ts'
import { ColumnHead } from './list/ColumnHead.tsx'
import { widthOf } from './list/cells.tsx'
import { saveSheet, sheetOf } from './list/excel.ts'
import { Grid } from './list/Grid.tsx'
import { Printed } from './list/Printed.tsx'
import { SavedFilters, type View } from './list/SavedFilters.tsx'
import { type ListQuery, useRows } from './list/useRows.ts'
import { More } from './More.tsx'
import type { States } from './StateBadge.tsx'
import { Empty, Failure, Loading } from './States.tsx'
import { texts } from './texts.ts'

/**
 * A work list of the grammar: up to 10 000 rows, sorted and filtered here, searched (names, pinyin initials, numbers) by the server.
 * `query` narrows it further (`org`, `from`, `state`, `part`…); `onOpen` is called by Enter or a click; `actions` stand left of the tools;
 * `elsewhere` is offered when there are no rows.
 */
export function WorkList(props: {
  list: List
  query?: ListQuery
  states?: States
  onOpen?: (row: Row) => void
  actions?: ReactNode
  title?: string
  elsewhere?: { text: Text; run: () => void }
}) {
  const { list, query, states, onOpen, actions, elsewhere } = props
  const say = useSay()
  const { message } = App.useApp()
  const [arranged, arrange] = useState<Arrangement>({ filters: {} })
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 250)
  const [printing, setPrinting] = useState(false)
  const search = useRef<InputRef>(null)
  const { rows, waiting, loadingRest, cut, error, fetching, reload } = useRows(list.name, { ...query, ...(q ? { q } : {}) })
  const settled = useDeferredValue(arranged)
  const columns = useMemo(() => list.columns.filter(({ hidden }) => !hidden), [list])
  const narrowed = useMemo(() => narrow(rows, columns, settled.filters), [rows, columns, settled.filters])
  const shown = useMemo(() => order(narrowed, columns, settled.sort), [narrowed, columns, settled.sort])
  const filtered = Object.keys(arranged.filters).length > 0
  const title = props.title ?? say(list.text)
  const ofPersons = list.columns.some(({ kind }) => kind === 'person')

  useKeys([
    { keys: '/', text: texts.toSearch, run: () => search.current?.focus() },
    { keys: '↑ ↓', text: texts.listMoves },
    ...(onOpen ? [{ keys: 'enter', text: texts.listOpens }] : []),
  ])
  const toExcel = () =>
    saveSheet(title, sheetOf(shown, columns, say), columns.map(widthOf)).catch(() => void message.error(say(texts.excelFailed)))
  const use = ({ q: sought, ...view }: View) => {
    setTyped(sought ?? '')
    arrange(view)
  }
  const printed = useCallback(() => setPrinting(false), [])

  const failed = error && rows.length === 0
  if (failed && !q) return <Failure error={error} retry={reload} />
  return (
    <section className="cw-list" aria-label={title} aria-busy={fetching}>
      <div className="cw-list-tools">
        {actions}
        <Input
          ref={search}
          type="search"
          className="cw-list-search"
          value={typed}
          aria-label={say(texts.quickSearch)}
          placeholder={`${say(texts.quickSearch)}: ${say(ofPersons ? texts.quickSearchHint : texts.quickSearchTexts)}`}
          onChange={({ target }) => setTyped(target.value)}
        />
        <span className="cw-list-count" role="status">
          {counted()}
        </span>
        {filtered && <Button onClick={() => arrange({ ...arranged, filters: {} })}>{say(texts.clearFilters)}</Button>}
        <SavedFilters list={list.name} view={{ ...arranged, ...(typed ? { q: typed } : {}) }} use={use} />
        <More>
          <Button onClick={reload}>{say(texts.refresh)}</Button>
          <Button onClick={toExcel} disabled={shown.length === 0}>
            {say(texts.excel)}
          </Button>
          <Button onClick={() => setPrinting(true)} disabled={shown.length === 0}>
            {say(texts.print)}
          </Button>
        </More>
      </div>
      {failed ? (
        <Failure error={error} retry={reload} />
      ) : waiting ? (
        <Loading />
      ) : (
        <Grid
          label={title}
          columns={columns}
          rows={shown}
          {...(states ? { states } : {})}
          {...(onOpen ? { onOpen } : {})}
          sorted={({ name }) => (arranged.sort?.column === name ? (arranged.sort.descending ? 'descending' : 'ascending') : 'none')}
          empty={
            <Empty title={filtered || q ? texts.emptyFiltered : texts.emptyList}>
              {elsewhere && !filtered && <Button onClick={elsewhere.run}>{say(elsewhere.text)}</Button>}
            </Empty>
          }
          head={(column) => (
            <ColumnHead
              column={column}
              rows={rows}
              sort={arranged.sort}
              filter={arranged.filters[column.name]}
              onSort={(sort) => arrange({ filters: arranged.filters, ...(sort ? { sort } : {}) })}
              onFilter={(filter) => {
                const { [column.name]: _, ...others } = arranged.filters
                arrange({ ...arranged, filters: filter ? { ...others, [column.name]: filter } : others })
              }}
            />
          )}
        />
      )}
      {printing && <Printed title={title} columns={columns} rows={shown} done={printed} />}
    </section>
  )

  function counted() {
    if (waiting) return ''
    if (loadingRest) return say(texts.rowsLoading)
    if (cut) return say(texts.rowsMore, { count: number(rows.length) })
    if (filtered) return say(texts.rowsFiltered, { shown: number(shown.length), count: number(rows.length) })
    return say(texts.rowsCount, { count: number(rows.length) })
  }
}

/** A value once it has not changed for `ms`. */
function useSettled(value: string, ms: number) {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
