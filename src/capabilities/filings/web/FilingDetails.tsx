import { Alert, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { measured, number } from '../../../kernel/grammar/amount.ts'
import { minute } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { FilingRow } from '../contract.ts'
import { definitionOf } from '../shape.ts'
import { texts } from '../texts.ts'
import { filing as workflow } from '../workflow.ts'
import { useFigureFilings } from './useFilings.ts'
import { Why } from './Why.tsx'

/** One filed figure: what it was made of, what it meant, what became of it, and its withdrawing. */
export function FilingDetails({ row, onClose }: { row: FilingRow; onClose: () => void }) {
  const say = useSay()
  const may = useMay()
  const { language } = useLanguage()
  const [reason, setReason] = useState('')
  const { data } = useFigureFilings(row.filing, true)
  const { perform, busy, refusal, failure } = usePerform(workflow)
  const whole = data?.filings.find(({ filing }) => filing.id === row.filing.id) ?? row
  const { filing } = whole
  const name = language === 'zh' ? filing.name : filing.nameEn
  const meant = filing.definition === undefined ? undefined : definitionOf({ definition: filing.definition }).indicator
  const problem = refusal ?? failure
  return (
    <Drawer open onClose={onClose} size={640} title={[name, filing.period, filing.unitName].join(' · ')}>
      <p>
        <StateBadge state={filing.state} states={workflow.kind.states} />{' '}
        {[filing.filedBy, minute(filing.filedAt), filing.note].filter(Boolean).join(' · ')}
      </p>
      {filing.state === 'withdrawn' ? (
        <p>{[filing.withdrawnBy, minute(filing.withdrawnAt), filing.reason].filter(Boolean).join(' · ')}</p>
      ) : (
        <Why row={whole} />
      )}
      <TableBox label={say(texts.value)}>
        <table className="cw-table cw-gap">
          <tbody>
            <tr>
              <th scope="row">{say(texts.value)}</th>
              <td className="cw-number">{measured(filing.value ?? null, filing.measure)}</td>
            </tr>
            <tr>
              <th scope="row">{say(texts.numerator)}</th>
              <td className="cw-number">{number(filing.numerator)}</td>
            </tr>
            {filing.denominator !== undefined && (
              <tr>
                <th scope="row">{say(texts.denominator)}</th>
                <td className="cw-number">{number(filing.denominator)}</td>
              </tr>
            )}
            {filing.parts.map(({ ref, from, to, rows, value }) => (
              <tr key={ref}>
                <th scope="row" className="cw-small">{`${ref} · ${from === to ? from : `${from} – ${to}`}`}</th>
                <td className="cw-number" title={say(texts.rows, { n: number(rows) })}>
                  {number(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {meant && (
        <>
          <h2>{say(texts.definitionThen)}</h2>
          <p>{say(meant.definition)}</p>
          <p className="cw-muted">{`${say(texts.source)}: ${meant.source}`}</p>
        </>
      )}
      {filing.state === 'filed' && may('filing.withdraw') && (
        <>
          <label htmlFor="withdraw-reason">{say(texts.reason)}</label>
          <Input.TextArea
            id="withdraw-reason"
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            maxLength={1000}
            className="cw-gap"
          />
          {problem && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem.text)} />}
          <Button
            danger
            disabled={!reason.trim()}
            loading={busy !== undefined}
            onClick={async () => {
              if (await perform('withdraw', { reason }, { id: filing.id })) onClose()
            }}
          >
            {say(texts.withdraw)}
          </Button>
        </>
      )}
    </Drawer>
  )
}
