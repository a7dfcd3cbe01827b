import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { InputOf } from '../../../ui/performer.ts'
import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { composing } from './moving.ts'
import { useDepartments, useDoctors, type visitFlow } from './queries.ts'
import { words } from './words.ts'

type To = InputOf<typeof visitFlow, 'transfer'>
type Props = { visit: Visit; busy: boolean; confirm: (to: To) => void; leave: () => void }

/** Another department, another doctor, and why. Enter in the reason confirms, Esc goes back. */
export function TransferBar({ visit, busy, confirm, leave }: Props) {
  const say = useSay()
  const departments = useDepartments().filter(({ id }) => id !== visit.department?.code)
  const doctors = (useDoctors().data ?? []).filter(({ code }) => code !== visit.practitioner?.code)
  const [department, setDepartment] = useState<string>()
  const [doctor, setDoctor] = useState<string>()
  const [reason, setReason] = useState('')
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector('select')?.focus(), [])
  const ready = reason.trim() !== '' && (department ?? doctor) !== undefined && !busy
  const send = () => {
    const to = departments.find(({ id }) => id === department)
    const practitioner = doctors.find(({ code }) => code === doctor)
    if (ready)
      confirm({
        reason: reason.trim(),
        ...(to ? { department: { code: to.id, name: to.name } } : {}),
        ...(practitioner ? { practitioner } : {}),
      })
  }
  const keyed = (event: KeyboardEvent) => {
    if (composing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      leave()
    }
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    event.nativeEvent.stopImmediatePropagation()
    send()
  }
  const hint = (now: string | undefined) => `${now ?? ''} ${say(words.unchanged)}`.trim()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from any field of the bar
    <div className="cw-row desk-reason" ref={root} onKeyDown={keyed}>
      {departments.length > 0 && (
        <Choice
          label={say(words.toDepartment)}
          hint={`${say(words.toDepartment)}：${hint(visit.department?.name)}`}
          value={department}
          clearable
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDepartment}
        />
      )}
      <Choice
        label={say(words.toDoctor)}
        hint={`${say(words.toDoctor)}：${hint(visit.practitioner?.name)}`}
        value={doctor}
        clearable
        options={doctors.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={setDoctor}
      />
      <input
        id="desk-reason"
        className="desk-input"
        aria-label={say(texts.reason)}
        placeholder={say(words.reasonNeeded)}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <span title={ready ? undefined : say(words.transferNeeds)}>
        <Button type="primary" disabled={!ready} loading={busy} onClick={send}>
          {say(texts.transfer)} <kbd>Enter</kbd>
        </Button>
      </span>
      <Button onClick={leave}>
        {say(words.back)} <kbd>Esc</kbd>
      </Button>
    </div>
  )
}
