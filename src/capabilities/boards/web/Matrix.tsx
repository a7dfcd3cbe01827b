import { Checkbox } from 'antd'
import { Fragment, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { StandingSign } from '../../../ui/StandingSign.tsx'
import { Empty } from '../../../ui/States.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { MatrixCell, MatrixRow, PrefectureBoard } from '../contract.ts'
import { texts } from '../texts.ts'
import { aimed, goalOf } from '../values.ts'
import { StatusMark } from './Marks.tsx'

const statuses = ['met', 'on-way', 'behind', 'no-data'] as const
const wanting = ({ status, adopted }: MatrixCell) => adopted && (status === 'behind' || status === 'no-data')

/** Counties × targets of the plans that half of the counties carry out: met, on the way, behind, no data; each cell says why. */
export function Matrix({ board: { matrix, counties } }: { board: PrefectureBoard }) {
  const say = useSay()
  const [only, setOnly] = useState(false)
  if (matrix.length === 0) return <Empty title={texts.noMatrix} />
  const rows = matrix.filter(({ value, cells }) => !only || (value !== undefined && cells.some(wanting)))
  const plans = [...new Set(rows.map(({ template }) => template))]
  return (
    <section>
      <div className="cw-between">
        <h2>{say(texts.matrix)}</h2>
        <p className="cw-row cw-small board-legend">
          {statuses.map((status) => (
            <StatusMark key={status} status={status} />
          ))}
          <Checkbox className="cw-no-print" checked={only} onChange={({ target }) => setOnly(target.checked)}>
            {say(texts.onlyBehind)}
          </Checkbox>
        </p>
      </div>
      <TableBox label={say(texts.matrix)}>
        <table className="cw-table board-matrix">
          <thead>
            <tr>
              <th scope="col">{say(texts.target)}</th>
              {counties.map(({ id, name }) => (
                <th key={id} scope="col" title={name}>
                  <span className="board-upright">{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <Fragment key={plan}>
                <tr>
                  <th scope="rowgroup" colSpan={counties.length + 1} className="board-plan">
                    {say(rows.find(({ template }) => template === plan)!.plan)}
                  </th>
                </tr>
                {rows
                  .filter(({ template }) => template === plan)
                  .map((row) => (
                    <Row key={row.code} row={row} names={new Map(counties.map(({ id, name }) => [id, name]))} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}

function Row({ row, names }: { row: MatrixRow; names: ReadonlyMap<string, string> }) {
  const say = useSay()
  const { text, unit, value, cells } = row
  return (
    <tr>
      <th scope="row">
        {say(text)} {value !== undefined && unit !== 'yes' && <span className="cw-muted cw-small">{goalOf(row)}</span>}
      </th>
      {cells.map((cell) => {
        const told = cell.value === undefined ? undefined : aimed(cell.value, unit)
        const title = `${names.get(cell.county)}：${[say(cell.adopted ? texts[cell.status] : texts.notAdopted), told, say(cell.why)].filter(Boolean).join(' · ')}`
        return (
          <td key={cell.county} title={title}>
            {/* a target that names no value is only told */}
            {!cell.adopted ? null : value === undefined ? (
              <span className="cw-small">{told ?? '—'}</span>
            ) : (
              <StandingSign status={cell.status} size={14} title={title} />
            )}
          </td>
        )
      })}
    </tr>
  )
}
