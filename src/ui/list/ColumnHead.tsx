import { Popover } from 'antd'
import { useState } from 'react'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { useSay } from '../language.tsx'
import { texts } from '../texts.ts'
import type { Filter, Sort } from './arrange.ts'
import { ColumnFilter } from './ColumnFilter.tsx'

/** A column's name, which sorts, and its filter. */
export function ColumnHead(props: {
  column: ListColumn
  rows: readonly Row[]
  sort: Sort | undefined
  filter: Filter | undefined
  onSort: (sort: Sort | undefined) => void
  onFilter: (filter: Filter | undefined) => void
}) {
  const { column, rows, sort, filter, onSort, onFilter } = props
  const say = useSay()
  const [open, setOpen] = useState(false)
  const name = say(column.text)
  const mine = sort?.column === column.name ? sort : undefined
  const next = !mine ? { column: column.name, descending: false } : mine.descending ? undefined : { ...mine, descending: true }
  return (
    <span className="cw-head">
      <button type="button" className="cw-head-sort" title={say(texts.sortBy, { column: name })} onClick={() => onSort(next)}>
        <span>{name}</span>
        <Arrow direction={mine && (mine.descending ? 'down' : 'up')} />
      </button>
      <Popover
        trigger="click"
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        open={open}
        onOpenChange={setOpen}
        content={
          <ColumnFilter
            column={column}
            rows={rows}
            filter={filter}
            apply={(chosen) => {
              setOpen(false)
              onFilter(chosen)
            }}
          />
        }
      >
        <button
          type="button"
          className="cw-head-filter"
          aria-pressed={filter !== undefined}
          aria-expanded={open}
          aria-label={say(texts.filterColumn, { column: name })}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d="M2 3h12L9.5 8.5V13l-3-1.5v-3z"
              fill={filter ? 'currentColor' : 'none'}
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      </Popover>
    </span>
  )
}

function Arrow({ direction }: { direction: 'up' | 'down' | undefined }) {
  if (!direction) return null
  return (
    <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
      <path d={direction === 'up' ? 'M4 1l4 6H0z' : 'M4 7L0 1h8z'} fill="currentColor" />
    </svg>
  )
}
