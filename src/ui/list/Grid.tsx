// biome-ignore-all lint/a11y/useSemanticElements: a windowed grid cannot be a <table>: most of its rows do not exist
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { useSay } from '../language.tsx'
import type { States } from '../StateBadge.tsx'
import { useScreen } from '../screen.ts'
import { texts } from '../texts.ts'
import { Card } from './Card.tsx'
import { cardOf, heightOf } from './cards.ts'
import { Cell, isNumber, leastOf, widthOf } from './cells.tsx'
import { useWindow } from './useWindow.ts'
import { Whole } from './Whole.tsx'

/** Height of a row in px: `.cw-grid-row` in kit.css, and in narrow.css for fingers. */
const heights = { desk: 36, tablet: 44 } as const
/** Columns are measured at 14 px; small screens have 16. */
const larger = { desk: 1, tablet: 16 / 14, phone: 16 / 14 } as const

/**
 * A table of any length of which only the visible rows exist; on a phone its rows are cards, and the heads fold away above them.
 * One tab stop: arrows, Page Up/Down, Home and End move, Enter opens.
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
  const { label, columns, rows, head, sorted, states, empty } = props
  const say = useSay()
  const screen = useScreen()
  const box = useRef<HTMLDivElement>(null)
  const card = useMemo(() => (screen === 'phone' ? cardOf(columns, say) : undefined), [screen, columns, say])
  const height = card ? heightOf(card) : heights[screen === 'desk' ? 'desk' : 'tablet']
  const [whole, setWhole] = useState<Row>()
  const onOpen = props.onOpen ?? (card && setWhole)
  const { from, to, current, choose, move, scrolled } = useWindow(box, rows.length, height, card ? 0 : height)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const row = rows[current]
    if (event.key === 'Enter' && row && onOpen) onOpen(row)
    else if (!move(event)) return
    event.preventDefault()
  }

  const shown = rows.slice(from, to)
  const least = columns.map((column) => Math.round(leastOf(column, say, states) * larger[screen]))
  const template = columns.map((column, place) => `minmax(${least[place]}px, ${widthOf(column)}fr)`).join(' ')
  const width = card ? 0 : least.reduce((sum, one) => sum + one, 0)
  return (
    <>
      {card && (
        <details className="cw-heads">
          <summary>{say(texts.arrange)}</summary>
          <div className="cw-row">
            {columns.map((column) => (
              <span key={column.name}>{head(column)}</span>
            ))}
          </div>
        </details>
      )}
      <div
        ref={box}
        className="cw-grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={shown.includes(rows[current] as Row) ? `row-${rows[current]?.id}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => scrolled(event.currentTarget.scrollTop)}
      >
        {!card && (
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
        )}
        {rows.length === 0 && (
          <div role="row" tabIndex={-1}>
            <div role="gridcell" tabIndex={-1}>
              {empty}
            </div>
          </div>
        )}
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
              className={card ? 'cw-grid-row cw-card-row' : 'cw-grid-row'}
              style={{ ...(card ? { height } : { gridTemplateColumns: template }), transform: `translateY(${(from + place) * height}px)` }}
              onClick={() => {
                choose(from + place)
                onOpen?.(row)
              }}
            >
              {card ? (
                <Card row={row} card={card} {...(states ? { states } : {})} />
              ) : (
                columns.map((column) => (
                  <div
                    key={column.name}
                    role="gridcell"
                    tabIndex={-1}
                    className={isNumber(column.kind) ? 'cw-number' : ''}
                    title={titleOf(row[column.name])}
                  >
                    <Cell value={row[column.name]} column={column} {...(states ? { states } : {})} />
                  </div>
                ))
              )}
            </div>
          ))}
        </div>
      </div>
      {whole && <Whole title={label} row={whole} columns={columns} {...(states ? { states } : {})} close={() => setWhole(undefined)} />}
    </>
  )
}

/** Long text is cut in the row and whole in the tip. */
const titleOf = (value: unknown) => (typeof value === 'string' && value.length > 8 && !/^\d{4}-\d\d-/.test(value) ? value : undefined)
