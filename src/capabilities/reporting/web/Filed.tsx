import { Alert, App, Button, Drawer, Input, Space } from 'antd'
import { useState } from 'react'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { ReportRow } from '../contract.ts'
import { texts } from '../texts.ts'
import { report as workflow } from '../workflows.ts'
import { useFigures } from './useFigures.ts'

const verbs = ['submit', 'approve', 'return', 'chase'] as const
type Verb = (typeof verbs)[number]

/** One institution's month: what was filed, what is counted now, and what may be done with it. */
export function Filed({ row, month, onClose }: { row: ReportRow; month: string; onClose: () => void }) {
  const say = useSay()
  const figureOf = useFigures()
  const [words, setWords] = useState('')
  const { modal } = App.useApp()
  const { report, now, organization } = row
  const { data } = useCase(workflow, report?.id)
  const performing = usePerform(workflow)
  const { perform, busy, refusal, failure } = performing
  const target = report ? { id: report.id, ...(data ? { version: data.version } : {}) } : undefined
  const filed = report?.figures
  const names = [...new Set([...Object.keys(filed ?? {}), ...Object.keys(now)])].filter((name) => figureOf(name)).sort()
  const changed = filed ? names.filter((name) => (filed[name] ?? 0) !== (now[name] ?? 0)) : []
  const barred = verbs.flatMap((verb) => {
    const why = data?.verbs[verb]
    return why && why !== true ? [[verb, why] as const] : []
  })
  const act = async (verb: Verb) => {
    if (verb === 'submit' && !(await modal.confirm({ title: say(texts.submitConfirm), okText: say(texts.submit), icon: null }))) return
    const done =
      verb === 'return'
        ? await perform('return', { reason: words }, target!)
        : verb === 'submit'
          ? await perform('submit', words ? { note: words } : {}, target!)
          : await perform(verb, {}, target!)
    if (done) setWords('')
  }
  return (
    <Drawer open onClose={onClose} size={560} title={`${organization.name} · ${month}`}>
      {report && (
        <p>
          <StateBadge state={report.state} states={workflow.kind.states} />{' '}
          {[report.submittedBy, minute(report.submittedAt), report.note, report.state === 'returned' && report.reason]
            .filter((part) => part && part !== '—')
            .join(' · ')}
        </p>
      )}
      {changed.length > 0 && <Alert type="warning" showIcon className="cw-gap" title={say(texts.changedSince, { n: changed.length })} />}
      <table className="cw-table cw-gap">
        <thead>
          <tr>
            <th scope="col">{say(texts.figures)}</th>
            {filed && (
              <th scope="col" className="cw-number">
                {say(texts.filed)}
              </th>
            )}
            <th scope="col" className="cw-number">
              {say(texts.now)}
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const { text, shown } = figureOf(name)!
            const current = shown(now[name] ?? 0)
            return (
              <tr key={name}>
                <th scope="row">{say(text)}</th>
                {filed && <td className="cw-number">{shown(filed[name] ?? 0)}</td>}
                <td className="cw-number">{changed.includes(name) ? <strong>{current}</strong> : current}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {report && (
        <>
          <label htmlFor="report-words">
            {say(texts.note)} / {say(texts.reason)}
          </label>
          <Input.TextArea id="report-words" value={words} onChange={(e) => setWords(e.target.value)} maxLength={1000} className="cw-gap" />
          {(refusal ?? failure) && <Alert type="error" showIcon role="alert" className="cw-gap" title={say((refusal ?? failure)!.text)} />}
          <Space wrap>
            {verbs.map((verb) => {
              const allowed = data?.verbs[verb]
              return (
                <Button
                  key={verb}
                  type={verb === 'submit' || verb === 'approve' ? 'primary' : 'default'}
                  disabled={allowed !== true || (verb === 'return' && !words.trim())}
                  {...(allowed && allowed !== true ? { title: say(allowed) } : {})}
                  loading={busy === verb}
                  onClick={() => void act(verb)}
                >
                  {say(workflow.operations[verb].text)}
                </Button>
              )
            })}
          </Space>
          {barred.length > 0 && (
            <ul className="cw-muted cw-small">
              {barred.map(([verb, why]) => (
                <li key={verb}>{`${say(workflow.operations[verb].text)}：${say(why)}`}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </Drawer>
  )
}
