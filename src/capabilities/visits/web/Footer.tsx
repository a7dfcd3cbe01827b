import { App, Button } from 'antd'
import { useState } from 'react'
import { textOf } from '../../../ui/api.ts'
import type { OpenedCase } from '../../../ui/contract.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { More } from '../../../ui/More.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { underDialog } from './moving.ts'
import { ReasonBar } from './ReasonBar.tsx'
import { printSlip } from './Slip.tsx'
import { useSheet } from './sheet-context.ts'
import { TransferBar } from './TransferBar.tsx'
import type { Reasoned } from './useVisit.ts'
import { keyOf, offered, type Verb, verbText } from './verbs.ts'
import { words } from './words.ts'

type Props = { opened: OpenedCase<Visit>; leave: (words?: 'closed') => void }

/** The verbs of this visit; a disabled one says why. What is irreversible asks for a reason first. */
export function Footer({ opened, leave }: Props) {
  const say = useSay()
  const { message } = App.useApp()
  const { send, simple, transfer, dirty, busy, refusal, failure, retry } = useSheet()
  const [asking, setAsking] = useState<Reasoned | 'transfer'>()
  const verbs = offered[opened.case.state]
  /** Verbs not yet known are let through: the server decides in any case. */
  const why = (verb: Verb) => (opened.verbs[verb] === true || opened.verbs[verb] === undefined ? undefined : opened.verbs[verb])

  /** Of the disabled verbs the first is explained in words, by its name: others may stand beside it that are open. */
  const barredVerb = verbs.find((verb) => why(verb) !== undefined)

  async function run(verb: Verb | undefined) {
    if (!verb || !verbs.includes(verb) || busy || underDialog()) return
    const barred = why(verb)
    if (barred) return void message.warning(say(barred))
    if (verb === 'amend' || verb === 'cancel' || verb === 'annul' || verb === 'transfer') return setAsking(verb)
    if (verb === 'start') return void (await simple('start'))
    if (!(await send(verb))) return
    if (verb === 'close') leave('closed')
    else message.success(say(words.saved))
  }
  async function reasoned(verb: Reasoned, reason: string) {
    const done = verb === 'amend' ? await send('amend', reason) : await simple(verb, reason)
    if (!done) return
    setAsking(undefined)
    message.success(say(words.saved))
    if (verb !== 'amend') leave()
  }
  useKeys([
    { keys: 'ctrl+enter', text: texts.close, run: () => void run(verbs[0]) },
    { keys: 'ctrl+s', text: texts.record, run: () => void run(verbs.includes('record') ? 'record' : 'amend') },
    { keys: 'alt+t', text: texts.transfer, run: () => void run('transfer') },
    { keys: 'alt+x', text: words.cancelVisit, run: () => void run(verbs.find((verb) => verb === 'cancel' || verb === 'annul')) },
    { keys: 'ctrl+p', text: words.print, run: () => printSlip() },
    { keys: 'enter', text: words.next },
    { keys: 'escape', text: words.leave },
  ])
  const button = (verb: Verb) => (
    <span key={verb} title={why(verb) && say(why(verb)!)}>
      <Button
        type={verb === verbs[0] ? 'primary' : 'default'}
        danger={verb === 'cancel' || verb === 'annul'}
        disabled={why(verb) !== undefined}
        loading={busy === verb}
        {...(verb === verbs[0] ? { 'data-finish': '' } : {})}
        onClick={() => void run(verb)}
      >
        {say(verbText(verb))} {keyOf[verb] && <kbd>{keyOf[verb]}</kbd>}
      </Button>
    </span>
  )
  const other = refusal && refusal.kind !== 'conflict' && (refusal.fields.length === 0 || asking === 'transfer')
  return (
    <footer className="desk-footer">
      {(other || failure) && (
        <p className="desk-problem" role="alert">
          {say(textOf(refusal ?? failure))}{' '}
          {failure && (
            <Button size="small" onClick={() => void retry()}>
              {say(kit.retry)}
            </Button>
          )}
        </p>
      )}
      {asking === 'transfer' ? (
        <TransferBar
          visit={opened.case}
          busy={busy !== undefined}
          confirm={async (to) => {
            if (!(await transfer(to))) return
            setAsking(undefined)
            message.success(say(words.saved))
          }}
          leave={() => setAsking(undefined)}
        />
      ) : asking ? (
        <ReasonBar
          verb={asking}
          busy={busy !== undefined}
          confirm={(reason) => void reasoned(asking, reason)}
          leave={() => setAsking(undefined)}
        />
      ) : (
        <div className="cw-row">
          {verbs.slice(0, 1).map(button)}
          <More>
            {verbs.slice(1).map(button)}
            <Button onClick={printSlip}>{say(words.print)}</Button>
            <Button onClick={() => leave()}>
              {say(words.leave)} <kbd>Esc</kbd>
            </Button>
          </More>
          <span className="desk-saved" role="status">
            {dirty && say(words.unsaved)}
          </span>
        </div>
      )}
      {barredVerb && !asking && (
        <p className="cw-muted cw-small">
          {say(verbText(barredVerb))}: {say(why(barredVerb)!)}
        </p>
      )}
    </footer>
  )
}
