import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { number } from '../../../kernel/grammar/amount.ts'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { ReportRow } from '../contract.ts'
import { monthId } from '../shape.ts'
import { texts } from '../texts.ts'
import { month as monthWorkflow, report as reportWorkflow } from '../workflows.ts'
import { DueDayButton } from './DueDayButton.tsx'
import { changedIn, Filed } from './Filed.tsx'
import { useFigures } from './useFigures.ts'
import { useMonth, useReporting } from './useMonth.ts'

/** The numbers shown beside each report; all others stand in its figures. */
const shown = { visits: 'visits.count', admissions: 'admissions.count', settlements: 'settlements.count' } as const
const { states } = reportWorkflow.kind
const columns: readonly ListColumn[] = [
  { name: 'organization', text: texts.organization, kind: 'text', width: 240 },
  { name: 'state', text: texts.state, kind: 'state', width: 96 },
  ...Object.keys(shown).map((name) => ({ name, text: texts[name as keyof typeof shown], kind: 'number', width: 96 }) as const),
  { name: 'changed', text: texts.changedCount, kind: 'number', width: 96 },
  { name: 'due', text: texts.dueDay, kind: 'date', width: 112 },
  { name: 'submittedAt', text: texts.submittedAt, kind: 'instant', width: 144 },
  { name: 'submittedBy', text: texts.submittedBy, kind: 'text', width: 88 },
  { name: 'chased', text: texts.chased, kind: 'number', width: 80 },
  { name: 'reason', text: texts.reason, kind: 'text', width: 120 },
]
const rowOf = ({ organization, report, now }: ReportRow, isFigure: (part: string) => boolean) => ({
  id: organization.id,
  organization: organization.name,
  state: report?.state ?? '',
  ...Object.fromEntries(Object.entries(shown).map(([name, part]) => [name, now[part] ?? 0])),
  changed: report?.figures && changedIn(report.figures, now).filter(isFigure).length,
  due: report?.due,
  submittedAt: report?.submittedAt,
  submittedBy: report?.submittedBy,
  chased: report?.chased,
  reason: report?.state === 'returned' ? report.reason : undefined,
})

/** 上报—审核—退回: who owes the month, who has signed it, who is late; the month itself is locked here. */
export default function Reporting() {
  const say = useSay()
  const may = useMay()
  const { message } = App.useApp()
  const [month, setMonth] = useMonth()
  const [open, setOpen] = useState<string>()
  const [why, setWhy] = useState<string>()
  const { data, error, refetch } = useReporting(month)
  const figureOf = useFigures()
  const rows = data?.rows.map((row) => rowOf(row, (part) => figureOf(part) !== undefined)) ?? []
  const locking = usePerform(monthWorkflow)
  const chasing = usePerform(reportWorkflow)
  const late = data?.rows.filter(({ report }) => report && ['due', 'late', 'returned'].includes(report.state)) ?? []
  const done = data?.rows.filter(({ report }) => report && ['submitted', 'approved'].includes(report.state)) ?? []
  const overdue = late.filter(({ report }) => report?.state === 'late')
  const chaseable = overdue.filter((row) => row.may.decide === true)
  const chaseAll = async () => {
    for (const { report } of chaseable) await chasing.perform('chase', {}, { id: report!.id })
    void message.success(say(texts.chase))
  }
  const barred = data && data.supervises !== true ? { disabled: true, title: say(data.supervises) } : {}
  return (
    <>
      <h1>{say(texts.reporting)}</h1>
      <div className="cw-row cw-gap">
        <label className="cw-row" htmlFor="reporting-month">
          {say(texts.monthOf)}
          <Input id="reporting-month" type="month" value={month} onChange={(e) => setMonth(e.target.value)} className="cw-short" />
        </label>
        {data && (
          <span role="status">
            {say(texts.reportedCount, { done: number(done.length), all: number(data.rows.filter((r) => r.report).length) })}
            {overdue.length > 0 && ` · ${say(texts.lateCount, { n: overdue.length })}`}
            {data.locked && ` · ${say(texts.locked)}`}
          </span>
        )}
        {overdue.length > 0 && may('report.chase') && (
          <Button onClick={() => void chaseAll()} loading={chasing.busy !== undefined} {...barred}>
            {say(texts.chase)}（{chaseable.length}）
          </Button>
        )}
        {data && may('month.lock') && !data.locked && (
          <Button
            onClick={() => void (data.lock ? locking.perform('relock', {}, { id: monthId(month) }) : locking.perform('lock', { month }))}
            loading={locking.busy !== undefined}
            {...barred}
          >
            {say(data.lock ? texts.relock : texts.lock)}
          </Button>
        )}
        {data?.locked && may('month.unlock') && (
          <Button onClick={() => setWhy('')} {...barred}>
            {say(texts.unlock)}
          </Button>
        )}
        {data && may('due_days.set') && <DueDayButton data={data} {...barred} />}
      </div>
      {(locking.refusal ?? chasing.refusal) && (
        <Alert type="error" showIcon role="alert" className="cw-gap" title={say((locking.refusal ?? chasing.refusal)!.text)} />
      )}
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : rows.every((row) => !row.state) ? (
        <Empty title={texts.noReports} help={texts.noReportsHelp} />
      ) : (
        <Sheet title={`${say(texts.reporting)} ${month}`} columns={columns} rows={rows} states={states} onOpen={({ id }) => setOpen(id)} />
      )}
      {open && data && (
        <Filed
          row={data.rows.find((r) => r.organization.id === open)!}
          month={month}
          locked={data.locked}
          onClose={() => setOpen(undefined)}
        />
      )}
      {why !== undefined && (
        <Modal
          open
          title={say(texts.unlock)}
          okText={say(texts.unlock)}
          okButtonProps={{ disabled: !why.trim() }}
          onCancel={() => setWhy(undefined)}
          onOk={async () => {
            if (await locking.perform('unlock', { reason: why }, { id: monthId(month) })) setWhy(undefined)
          }}
        >
          <label htmlFor="unlock-why">{say(texts.reason)}</label>
          <Input.TextArea id="unlock-why" value={why} onChange={(e) => setWhy(e.target.value)} maxLength={1000} />
        </Modal>
      )}
    </>
  )
}
