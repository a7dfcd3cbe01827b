import { Button } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { identityWords as words } from './identity-words.ts'

type Props = {
  verb: string
  help: string
  ready: boolean
  danger: boolean
  busy: boolean
  problem: string | undefined
  confirm: (reason: string) => void
  leave: () => void
}

/** Asks why, and says what will be: Enter confirms, Esc goes back. */
export function Reasoned({ verb, help, ready, danger, busy, problem, confirm, leave }: Props) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const given = reason.trim()
  const keyed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      leave()
    }
    if (event.key === 'Enter' && given && ready && !busy) confirm(given)
  }
  return (
    <div className="identity-reason">
      {help && <p>{help}</p>}
      <div className="cw-row">
        <label htmlFor="identity-reason">{say(words.reasonFor, { verb })}</label>
        <input
          id="identity-reason"
          className="identity-input"
          // biome-ignore lint/a11y/noAutofocus: the verb was chosen a moment ago, and its reason is all that is missing
          autoFocus
          autoComplete="off"
          maxLength={1000}
          placeholder={say(words.reasonHint)}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={keyed}
        />
        <Button type="primary" danger={danger} disabled={!given || !ready} loading={busy} onClick={() => confirm(given)}>
          {verb} <kbd>Enter</kbd>
        </Button>
        <Button onClick={leave}>
          {say(kit.cancel)} <kbd>Esc</kbd>
        </Button>
      </div>
      {problem && (
        <p className="cw-bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
