import { Button } from 'antd'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { composing } from './moving.ts'
import type { Reasoned } from './useVisit.ts'
import { verbText } from './verbs.ts'
import { words } from './words.ts'

/** Takes the focus while shown, and gives it back to where it was. */
function useBorrowedFocus() {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    const own = input.current
    own?.focus()
    return () => {
      if (document.activeElement === own && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return input
}

/** Asks why, in place. Enter confirms, Esc goes back. */
export function ReasonBar(props: { verb: Reasoned; busy: boolean; confirm: (reason: string) => void; leave: () => void }) {
  const { verb, busy, confirm, leave } = props
  const say = useSay()
  const input = useBorrowedFocus()
  const [reason, setReason] = useState('')
  const given = reason.trim()
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      leave()
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      event.nativeEvent.stopImmediatePropagation()
      if (given && !busy) confirm(given)
    }
  }
  return (
    <div className="cw-row desk-reason">
      <label htmlFor="desk-reason">{say(words.reasonFor, { verb: say(verbText(verb)) })}</label>
      <input
        id="desk-reason"
        className="desk-input"
        ref={input}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        onKeyDown={keyed}
      />
      <Button type="primary" danger={verb !== 'amend'} disabled={!given} loading={busy} onClick={() => confirm(given)}>
        {say(verbText(verb))} <kbd>Enter</kbd>
      </Button>
      <Button onClick={leave}>
        {say(words.back)} <kbd>Esc</kbd>
      </Button>
    </div>
  )
}
