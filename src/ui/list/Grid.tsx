// biome-ignore-all lint/a11y/useSemanticElements: a windowed grid cannot be a <table>: most of its rows do not exist
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { useSay } from '../language.tsx'
import type { States } from '../StateBadge.tsx'
import { Cell, isNumber, leastOf, widthOf } from './cells.tsx'

/** Height of a row in px: `.cw-grid-row` in kit.css. */
const height = 36
/** Rows drawn beyond the visible ones on either side. */
const margin = 8

/**
 * A table of any length of which only the visible rows exist. One tab stop: arrows, Page Up/Down, Home and End move, Enter opens.
 */
export function Grid(props: {
  label: string
  columns: readonly ListColumn[]
  rows: readonly Row[]
  head: (column: ListColumn) => ReactNode
  sorted: (column: ListColumn) => 'ascending' | 'descending' | 'none'
  states?: States
  onOpen?: (row: Row) => void
  empty: ReactNode
}) {
  const { label, columns, rows, head, sorted, states, onOpen, empty } = props
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [seen, setSeen] = useState(600)
  const [at, setAt] = useState(0)
  const current = Math.min(at, rows.length - 1)

  useEffect(() => {
    const watch = new ResizeObserver(() => setSeen(box.current?.clientHeight ?? 600))
    if (box.current) watch.observe(box.current)
    return () => watch.disconnect()
  }, [])

  const show = (next: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, next))
    setAt(to)
    const view = box.current
    if (!view) return
    if (to * height < view.scrollTop) view.scrollTop = to * height
    // The head covers one row of the view.
    if ((to + 2) * height > view.scrollTop + view.clientHeight) view.scrollTop = (to + 2) * height - view.clientHeight
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor(seen / height) - 2)
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    }
    const to = moves[event.key]
    const row = rows[current]
    if (to !== undefined) show(to)
    else if (event.key === 'Enter' && row && onOpen) onOpen(row)
    else return
    event.preventDefault()
  }

  const from = Math.max(0, Math.floor(top / height) - margin)
  const shown = rows.slice(from, Math.ceil((top + seen) / height) + margin)
  const least = columns.map((column) => leastOf(column, say))
  const template = columns.map((column, place) => `minmax(${least[place]}px, ${widthOf(column)}fr)`).join(' ')
  const width = least.reduce((sum, one) => sum + one, 0)
  return (
    <div
      ref={box}
      className="cw-grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={shown.includes(rows[current] as Row) ? `row-${rows[current]?.id}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div
        className="cw-grid-row cw-grid-head"
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        style={{ gridTemplateColumns: template, minWidth: width }}
      >
        {columns.map((column) => (
          <div
            key={column.name}
            role="columnheader"
            tabIndex={-1}
            aria-sort={sorted(column)}
            className={isNumber(column.kind) ? 'cw-number' : ''}
          >
            {head(column)}
          </div>
        ))}
      </div>
      {rows.length === 0 && empty}
      <div role="rowgroup" className="cw-grid-body" style={{ height: rows.length * height, minWidth: width }}>
        {shown.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself handles the keys of its rows
          <div
            key={row.id}
            id={`row-${row.id}`}
            role="row"
            tabIndex={-1}
            aria-rowindex={from + place + 2}
            aria-selected={from + place === current}
            className="cw-grid-row"
            style={{ gridTemplateColumns: template, transform: `translateY(${(from + place) * height}px)` }}
            onClick={() => {
              setAt(from + place)
              onOpen?.(row)
            }}
          >
            {columns.map((column) => (
              <div
                key={column.name}
                role="gridcell"
                tabIndex={-1}
                className={isNumber(column.kind) ? 'cw-number' : ''}
                title={titleOf(row[column.name])}
              >
                <Cell value={row[column.name]} column={column} {...(states ? { states } : {})} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Long text is cut in the row and whole in the tip. */
const titleOf = (value: unknown) => (typeof value === 'string' && value.length > 8 && !/^\d{4}-\d\d-/.test(value) ? value : undefined)
