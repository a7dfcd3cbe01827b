import { Button } from 'antd'
import { useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { Num } from '../../../ui/Num.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { Outflow, Ranked } from '../shape.ts'
import { texts } from '../texts.ts'
import { changeOf, figure, type Group, sorted } from './columns.ts'

/** So many rows stand there at once; the rest at a button. */
const first = 60

export type RankTableProps = {
  head: Text
  rows: readonly Ranked[]
  answer: Pick<Outflow, 'years' | 'total'>
  groups: readonly Group[]
  nameOf: (row: Ranked) => string
  /** Where the admissions of a row and year open. */
  link?: (row: Ranked | undefined, year: 0 | 1 | 2) => string | undefined
  /** Narrows the page to a row. */
  choose?: (row: Ranked) => void
}

/** Rows down, the three years of each figure side by side; the head of a figure sorts by its third year. */
export function RankTable({ head, rows, answer: { years, total }, groups, nameOf, link, choose }: RankTableProps) {
  const say = useSay()
  const [by, sort] = useState<string>()
  const [all, showAll] = useState(false)
  const ranked = sorted(
    rows,
    groups.find(({ name }) => name === by),
    total,
  )
  const shown = all ? ranked : ranked.slice(0, first)
  const cells = (row: Ranked | undefined, of: Ranked['years']) => [
    ...groups.flatMap((group) =>
      ([0, 1, 2] as const).map((at) => {
        const text = figure(group.of(of[at], total[at]), group.digits)
        const opens = group.name === 'cases' && of[at].cases > 0
        return (
          <td key={`${group.name}${at}`} className={at === 0 ? 'cw-number outflow-first' : 'cw-number'}>
            {opens ? <Num text={text} to={link?.(row, at)} /> : text}
          </td>
        )
      }),
    ),
    <td key="change" className="cw-number outflow-first">
      {signed(changeOf({ years: of }))}
    </td>,
  ]
  return (
    <>
      <TableBox label={say(head)}>
        <table className="cw-table outflow-table">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {say(head)}
              </th>
              {groups.map(({ name, text }) => (
                <th
                  key={name}
                  scope="colgroup"
                  colSpan={3}
                  className="outflow-first"
                  aria-sort={by === name || (!by && name === 'cases') ? 'descending' : 'none'}
                >
                  <button
                    type="button"
                    className="cw-plain"
                    title={say(texts.sortBy, { name: say(text) })}
                    onClick={() => sort(by === name ? undefined : name)}
                  >
                    {by === name ? `${say(text)} ↓` : say(text)}
                  </button>
                </th>
              ))}
              <th scope="col" rowSpan={2} className="cw-number outflow-first outflow-wrap">
                {say(texts.change)}
              </th>
            </tr>
            <tr className="outflow-years">
              {groups.flatMap(({ name }) =>
                years.map(([from, to], at) => (
                  <th
                    key={`${name}${to}`}
                    scope="col"
                    className={at === 0 ? 'cw-number outflow-first' : 'cw-number'}
                    title={`${from} – ${to}`}
                  >
                    {label(to)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row" title={nameOf(row)}>
                  {choose ? (
                    <button type="button" className="outflow-choose" onClick={() => choose(row)}>
                      {nameOf(row)}
                    </button>
                  ) : (
                    nameOf(row)
                  )}
                </th>
                {cells(row, row.years)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say(texts.together)}</th>
              {cells(undefined, total)}
            </tr>
          </tfoot>
        </table>
      </TableBox>
      {shown.length < ranked.length && (
        <Button className="cw-no-print" onClick={() => showAll(true)}>
          {say(texts.showAll, { count: ranked.length })}
        </Button>
      )}
    </>
  )
}

/** A year by its last month: `2026-02` as 26-02. */
export const label = (to: string) => to.slice(2)
const signed = (value: number | null) => (value !== null && value > 0 ? `+${figure(value, 1)}` : figure(value, 1))
