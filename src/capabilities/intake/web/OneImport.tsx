import { Alert, App, Button, Progress, Space } from 'antd'
import { Link, useParams } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import { api } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { ImportBatch } from '../contract.ts'
import { texts } from '../texts.ts'
import './intake.css'
import { batchStates } from './states.ts'
import { useAsk, useBatch, useKinds } from './useImports.ts'

/** What may be asked of a batch in each state. */
const turns = {
  pause: ['queued', 'running'],
  resume: ['paused'],
  cancel: ['preview', 'queued', 'running', 'paused'],
  again: ['done', 'failed', 'cancelled', 'undone'],
  undo: ['paused', 'done', 'failed', 'cancelled', 'undoing'],
} as const satisfies Record<string, readonly ImportBatch['state'][]>
type Turn = keyof typeof turns
/** Refusals that the door sends at once: all of them stand in the file to download. */
const listed = 1000

/** One import: how far it is, what became of its rows, what may be done with it. */
export default function OneImport() {
  const say = useSay()
  const { language } = useLanguage()
  const may = useMay()
  const { modal } = App.useApp()
  const { id = '' } = useParams()
  const { data, error, refetch } = useBatch(id)
  const { data: kinds } = useKinds()
  const { ask, busy, problem } = useAsk()
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { batch, refusals, byRule } = data
  const kind = kinds?.find((k) => k.name === batch.kind)
  const act = async (turn: Turn) => {
    if (turn === 'undo' && !(await modal.confirm({ title: say(texts.undoConfirm), okText: say(texts.undo), icon: null }))) return
    await ask(turn, () => api.post(`/imports/${id}/${turn}`))
    void refetch()
  }
  const counts = (['rows', 'taken', 'changed', 'skipped', 'refused'] as const).map((name) => [texts[name], batch[name]] as const)
  const percent = batch.state === 'done' ? 100 : batch.lines ? Math.min(99, Math.floor((batch.checkpoint / batch.lines) * 100)) : 0
  return (
    <>
      <p>
        <Link to="/imports">{say(texts.imports)}</Link>
      </p>
      <h1 className="cw-file-name">{batch.fileName}</h1>
      <p>
        <StateBadge state={batch.state} states={batchStates} /> {kind ? say(kind.text) : batch.kind} · {batch.actor} ·{' '}
        {minute(batch.startedAt)}
        {batch.endedAt && ` → ${minute(batch.endedAt)}`}
      </p>
      {['running', 'paused', 'queued'].includes(batch.state) && (
        <Progress percent={percent} status={batch.state === 'running' ? 'active' : 'normal'} aria-label={say(texts.progress)} />
      )}
      {batch.message[0] && <Alert type="warning" showIcon className="cw-gap" title={say(batch.message)} />}
      {problem && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem)} />}
      <dl className="cw-facts">
        {counts.map(([text, n]) => (
          <div key={text[1]}>
            <dt>{say(text)}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      {(batch.undone > 0 || batch.kept > 0) && <p>{say(texts.undoneCount, { undone: number(batch.undone), kept: number(batch.kept) })}</p>}
      <Space wrap className="cw-gap">
        {(Object.keys(turns) as Turn[])
          .filter((turn) => (turns[turn] as readonly string[]).includes(batch.state) && may(`import.${turn}`))
          .map((turn) => (
            <Button
              key={turn}
              {...(turn === 'again' ? { title: say(batch.original ? texts.againHelp : texts.originalGone) } : {})}
              disabled={turn === 'again' && !batch.original}
              loading={busy === turn}
              onClick={() => void act(turn)}
            >
              {say(texts[turn])}
            </Button>
          ))}
        {batch.refused > 0 && batch.original && data.download && (
          <a href={`/api/imports/${id}/refused?language=${language}`} download>
            {say(texts.downloadRefused)}
          </a>
        )}
      </Space>
      {!batch.original && <p className="cw-muted">{say(texts.originalGone)}</p>}
      {batch.refused === 0 && batch.state === 'done' && <p className="cw-muted">{say(texts.noRefusals)}</p>}
      {byRule.length > 0 && (
        <section className="cw-by-rule" aria-label={say(texts.byRule)}>
          <h2>{say(texts.byRule)}</h2>
          <table className="cw-table">
            <tbody>
              {byRule.map(({ rule, column, rows, message }) => (
                <tr key={`${rule} ${column}`}>
                  <th scope="row">{column}</th>
                  <td>{say(message)}</td>
                  <td className="cw-number">{number(rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {refusals.length === listed && <p className="cw-muted">{say(texts.firstRefusals, { n: number(listed) })}</p>}
      {refusals.length > 0 && (
        <TableBox label={say(texts.refused)}>
          <table className="cw-table">
            <thead>
              <tr>
                <th scope="col" className="cw-number">
                  {say(texts.line)}
                </th>
                <th scope="col">{say(texts.where)}</th>
                <th scope="col">{say(texts.value)}</th>
                <th scope="col">{say(texts.reason)}</th>
              </tr>
            </thead>
            <tbody>
              {refusals.map(({ line, column, rule, value, message }) => (
                <tr key={`${line} ${column} ${rule}`}>
                  <td className="cw-number">{line}</td>
                  <td>{column}</td>
                  <td>{value}</td>
                  <td>{say(message)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </>
  )
}
