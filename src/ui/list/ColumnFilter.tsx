import { Button, Checkbox, Input } from 'antd'
import { useId, useMemo, useState } from 'react'
import { number } from '../../kernel/grammar/amount.ts'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { shown } from '../formats.ts'
import { useSay } from '../language.tsx'
import { texts } from '../texts.ts'
import { type Filter, filterKind, valuesOf } from './arrange.ts'

/** More values than this cannot be looked through; quick search finds them. */
const mostValues = 200

/** Narrows one column: values with their counts, a piece of text, or bounds. Enter applies. */
export function ColumnFilter(props: {
  column: ListColumn
  rows: readonly Row[]
  filter: Filter | undefined
  apply: (filter: Filter | undefined) => void
}) {
  const { column, rows, filter, apply } = props
  const say = useSay()
  const [chosen, setChosen] = useState<Filter | undefined>(filter)
  const kind = filterKind(column.kind)
  return (
    <form
      className="cw-filter"
      onSubmit={(event) => {
        event.preventDefault()
        apply(meaningful(chosen))
      }}
    >
      {kind === 'values' && (
        <Values
          column={column}
          rows={rows}
          chosen={chosen && 'values' in chosen ? chosen.values : []}
          choose={(values) => setChosen({ values })}
        />
      )}
      {kind === 'has' && (
        <Input
          autoFocus
          aria-label={say(texts.filterContains)}
          placeholder={say(texts.filterContains)}
          value={chosen && 'has' in chosen ? chosen.has : ''}
          onChange={({ target }) => setChosen({ has: target.value })}
        />
      )}
      {kind === 'bounds' && (
        <Bounds column={column} chosen={chosen && !('values' in chosen) && !('has' in chosen) ? chosen : {}} choose={setChosen} />
      )}
      <div className="cw-between">
        <Button size="small" onClick={() => apply(undefined)}>
          {say(texts.clear)}
        </Button>
        <Button size="small" type="primary" htmlType="submit">
          {say(texts.apply)}
        </Button>
      </div>
    </form>
  )
}

function meaningful(filter: Filter | undefined): Filter | undefined {
  if (!filter) return undefined
  if ('values' in filter) return filter.values.length > 0 ? filter : undefined
  if ('has' in filter) return filter.has.trim() ? filter : undefined
  return filter.from || filter.to ? filter : undefined
}

function Values({
  column,
  rows,
  chosen,
  choose,
}: {
  column: ListColumn
  rows: readonly Row[]
  chosen: readonly string[]
  choose: (values: string[]) => void
}) {
  const say = useSay()
  const values = useMemo(() => valuesOf(rows, column.name).slice(0, mostValues), [rows, column.name])
  if (values.length === 0) return <p className="cw-muted">{say(texts.noValues)}</p>
  const wordOf = (value: string) => {
    const words = column.codes?.[value]
    return words ? say(words) : shown(value)
  }
  return (
    <Checkbox.Group
      className="cw-filter-values"
      value={[...chosen]}
      onChange={choose}
      options={values.map(({ value, count }) => ({ value, label: `${wordOf(value)} (${number(count)})` }))}
    />
  )
}

function Bounds({
  column,
  chosen,
  choose,
}: {
  column: ListColumn
  chosen: { from?: string; to?: string }
  choose: (filter: Filter) => void
}) {
  const say = useSay()
  const id = useId()
  const type = column.kind === 'number' || column.kind === 'fen' ? 'number' : 'date'
  const put = (end: 'from' | 'to', value: string) => {
    const { [end]: _, ...other } = chosen
    choose(value ? { ...other, [end]: value } : other)
  }
  return (
    <div className="cw-filter-bounds">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} htmlFor={`${id}${end}`}>
          <span>{say(end === 'from' ? texts.filterFrom : texts.filterTo)}</span>
          <Input
            id={`${id}${end}`}
            type={type}
            step="any"
            autoFocus={end === 'from'}
            value={chosen[end] ?? ''}
            onChange={({ target }) => put(end, target.value)}
          />
        </label>
      ))}
    </div>
  )
}
