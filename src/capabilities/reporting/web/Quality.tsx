import { Input } from 'antd'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { measured, number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { QualityRow } from '../contract.ts'
import { type Check, checks, countsOf, groupOf } from '../quality.ts'
import { texts } from '../texts.ts'
import { Doubts } from './Doubts.tsx'
import { QualityTools } from './QualityTools.tsx'
import { useMonth, useQuality } from './useMonth.ts'

/** Below this share of good rows a value is shown as a warning [U]. */
const low = 95

/** Institutions down, checks across: the share of rows that pass; a share opens the rows that do not, or says why it opens none. */
export default function Quality() {
  const say = useSay()
  const may = useMay()
  const [month, setMonth] = useMonth()
  const { data, error, refetch } = useQuality(month)
  const rows = useMemo(() => data?.rows ?? [], [data])
  const present = checks.filter((check) => rows.some((row) => countsOf(row, check).rows > 0))
  return (
    <>
      <h1>{say(texts.quality)}</h1>
      <div className="cw-row cw-gap">
        <label className="cw-row" htmlFor="quality-month">
          {say(texts.monthOf)}
          <Input id="quality-month" type="month" value={month} onChange={(e) => setMonth(e.target.value)} className="cw-short" />
        </label>
        <span className="cw-muted">{say(texts.qualityHelp)}</span>
      </div>
      {data && Object.values(data.conflicts).some((n) => n > 0) && <Doubts counts={data.conflicts} />}
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : present.length === 0 ? (
        <Empty title={texts.noData} />
      ) : (
        <>
          <QualityTools month={month} rows={rows} present={present} />
          <TableBox label={say(texts.quality)}>
            <table className="cw-table">
              <thead>
                <tr>
                  <th scope="col">{say(texts.organization)}</th>
                  {present.map((check) => (
                    <th key={`${check.group}.${check.fails}`} scope="col" className="cw-number">
                      {say(groupOf(check).list === 'visits' ? texts.visits : texts.admissions)}
                      <br />
                      {say(check.text)}
                    </th>
                  ))}
                  <th scope="col" className="cw-number">
                    {say(texts.linkage)}
                  </th>
                  <th scope="col" className="cw-number">
                    {say(texts.matched)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.organization.id}>
                    <th scope="row">{row.organization.name}</th>
                    {present.map((check) => (
                      <Share key={`${check.group}.${check.fails}`} row={row} check={check} month={month} />
                    ))}
                    <Plain part={row.linked} whole={row.patients} why={say(texts.unlinked, { n: number(row.patients - row.linked) })} />
                    <Plain
                      part={row.matched}
                      whole={row.settled}
                      why={say(texts.unmatched, { n: number(row.settled - row.matched) })}
                      {...(may('settlement.read') ? { to: `/lists/settlements?${ofUnit(row, month)}` } : {})}
                    />
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        </>
      )}
    </>
  )
}

const ofUnit = ({ organization: { id, name } }: QualityRow, month: string) => new URLSearchParams({ month, org: id, unit: name })

/** A share that is no part of a number: `why` says what it lacks, `to` opens the rows among which those are. */
function Plain({ part, whole, why, to }: { part: number; whole: number; why: string; to?: string }) {
  if (!whole) return <td className="cw-number cw-muted">—</td>
  const share = (part / whole) * 100
  const shown = measured(share, 'percent')
  return (
    <td className={share < low ? 'cw-number cw-bad' : 'cw-number'} title={part < whole ? why : undefined}>
      {to && part < whole ? <Link to={to}>{shown}</Link> : shown}
    </td>
  )
}

function Share({ row, check, month }: { row: QualityRow; check: Check; month: string }) {
  const { rows, failing } = countsOf(row, check)
  if (!rows) return <td className="cw-number cw-muted">—</td>
  const share = ((rows - failing) / rows) * 100
  const where = ofUnit(row, month)
  where.set('part', `${check.group}.${check.fails}`)
  return (
    <td className="cw-number">
      {failing === 0 ? (
        measured(100, 'percent')
      ) : (
        <Link to={`/lists/${groupOf(check).list}?${where}`} title={number(failing)} {...(share < low ? { className: 'cw-bad' } : {})}>
          {measured(share, 'percent')}
        </Link>
      )}
    </td>
  )
}
