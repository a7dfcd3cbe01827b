import { Alert, App, Button, Drawer, Input, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { ReportRow, WrittenSince } from '../contract.ts'
import { texts } from '../texts.ts'
import { report as workflow } from '../workflows.ts'
import { useFigures } from './useFigures.ts'
import { useSince } from './useMonth.ts'

const verbs = ['submit', 'approve', 'return', 'chase'] as const
type Verb = (typeof verbs)[number]

/** Counted parts whose value is another than the filed one. */
export const changedIn = (filed: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) =>
  [...new Set([...Object.keys(filed), ...Object.keys(now)])].filter((name) => (filed[name] ?? 0) !== (now[name] ?? 0))

/** One institution's month: what was filed, what is counted now, and what may be done with it. */
export function Filed({ row, month, locked, onClose }: { row: ReportRow; month: string; locked: boolean; onClose: () => void }) {
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
  const changed = filed ? changedIn(filed, now).filter((name) => figureOf(name)) : []
  const { data: since } = useSince(month, organization.id, report?.submittedAt ?? report?.id)
  const allowed = (verb: Verb): true | Text | undefined => {
    const [state, mine] = [data?.verbs[verb], row.may[verb === 'submit' ? 'submit' : 'decide']]
    if (state !== true || mine !== true) return state === true ? mine : state
    return locked && verb !== 'chase' ? texts.monthLocked : true
  }
  const barred = verbs.flatMap((verb) => {
    const why = allowed(verb)
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
      {since?.since && <Written since={since} org={organization} month={month} />}
      {report?.chasedAt && report.state !== 'submitted' && report.state !== 'approved' && (
        <p>{say(texts.chasedBy, { name: report.chasedBy ?? '', at: minute(report.chasedAt), n: report.chased })}</p>
      )}
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
                <td className="cw-number">
                  <Rows list={since?.listOf[name.split('.')[0]!]} part={name} month={month} org={organization}>
                    {changed.includes(name) ? <strong>{current}</strong> : current}
                  </Rows>
                </td>
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
              const open = allowed(verb)
              return (
                <Button
                  key={verb}
                  type={verb === 'submit' || verb === 'approve' ? 'primary' : 'default'}
                  disabled={open !== true || (verb === 'return' && !words.trim())}
                  {...(open && open !== true ? { title: say(open) } : {})}
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

type Org = ReportRow['organization']
const address = (list: string, org: Org, more: Readonly<Record<string, string>>) =>
  `/lists/${list}?${new URLSearchParams({ ...more, org: org.id, unit: org.name })}`

/** A number that opens onto the rows it counts now. */
function Rows(props: { list: string | undefined; part: string; month: string; org: Org; children: ReactNode }) {
  const { list, part, month, org, children } = props
  return list ? <Link to={address(list, org, { part, month })}>{children}</Link> : children
}

/** Rows that somebody wrote after the month was signed, list by list: a desk may still correct a locked month. */
function Written({ since: { since, lists }, org, month }: { since: WrittenSince; org: Org; month: string }) {
  const say = useSay()
  return (
    <section aria-label={say(texts.writtenSince)} className="cw-gap">
      <p>
        {lists.length === 0 ? say(texts.writtenNone) : `${say(texts.writtenSince)}：`}
        {lists.map(({ list, text, rows }) => (
          <span key={list}>
            {' '}
            <Link to={address(list, org, { month, since: since ?? '' })}>{`${say(text)} ${number(rows)}`}</Link>
          </span>
        ))}
      </p>
      {lists.length > 0 && <p className="cw-muted cw-small">{say(texts.writtenHelp)}</p>}
    </section>
  )
}
