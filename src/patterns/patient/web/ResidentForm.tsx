import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { FieldProblem } from '../../../kernel/grammar/refusal.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { sexOf } from '../../../ui/PatientPicker.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { DivisionFields } from './DivisionFields.tsx'
import { type Field, fields, fromIdCard, problemsOf, readDay, type Typed } from './identity.ts'
import { words } from './words.ts'
import './resident.css'

type Sent = Typed & { reason?: string }
type Props = {
  start: Typed
  submit: Text
  /** A change of a kept record needs a reason. */
  reasoned?: boolean
  busy: boolean
  refused?: readonly FieldProblem[]
  send: (typed: Sent) => void
  leave: () => void
  children?: ReactNode
}

/** Which keyboard a phone shows; an ID number may end in X. */
const keyboards: Partial<Record<Field, 'tel' | 'numeric'>> = { birthDate: 'numeric', phone: 'tel', contactPhone: 'tel' }

/**
 * Registers or changes a resident. A right ID number fills birth date and sex and locks them. Enter goes on, Ctrl+Enter sends, Esc leaves.
 * Only fields that were touched are sent on a change, so that a masked number is never written back.
 */
export function ResidentForm({ start, submit, reasoned = false, busy, refused = [], send, leave, children }: Props) {
  const say = useSay()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState<Typed>(start)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const read = fromIdCard(typed.idCard ?? '')
  const own: Readonly<Record<string, Text>> = tried
    ? {
        ...problemsOf(reasoned ? { ...typed, idCard: typed.idCard === start.idCard ? '' : (typed.idCard ?? '') } : typed),
        ...(reasoned && !reason.trim() ? { reason: words.needed } : {}),
      }
    : {}
  useEffect(() => {
    const first = form.current?.querySelector<HTMLInputElement>(start.name && !reasoned ? '[name=idCard]' : '[name=name]')
    first?.focus()
  }, [start.name, reasoned])

  const problem = (field: string) => own[field] ?? refused.find(({ path }) => path === field)?.text
  const type = (field: Field, value: string) =>
    setTyped((before) => ({ ...before, [field]: value, ...(field === 'idCard' ? fromIdCard(value) : {}) }))
  const go = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    const wrong = problemsOf(reasoned && typed.idCard === start.idCard ? { ...typed, idCard: '' } : typed)
    if (Object.keys(wrong).length || (reasoned && !reason.trim()))
      return form.current?.querySelector<HTMLElement>(`[name=${Object.keys(wrong)[0] ?? 'reason'}]`)?.focus()
    const touched = fields.filter((field) => typed[field] !== undefined && (!reasoned || typed[field] !== start[field]))
    // who has a township keeps one: it can be changed, not emptied; the village of another township is forgotten by the server
    const values = touched
      .filter((field) => typed[field] || (field !== 'township' && field !== 'village'))
      .map((field) => [field, field === 'birthDate' ? readDay(typed[field] ?? '') : typed[field]?.trim()] as const)
    send({ ...Object.fromEntries(values.filter(([, value]) => value || reasoned)), ...(reasoned ? { reason: reason.trim() } : {}) })
  }
  const keyed = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') leave()
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return
    event.preventDefault()
    event.nativeEvent.stopImmediatePropagation()
    if (event.ctrlKey || event.metaKey) return go()
    const all = [
      ...event.currentTarget.querySelectorAll<HTMLElement>('input:not(:read-only):not(:disabled), select:not(:disabled), [type=submit]'),
    ]
    all[all.indexOf(event.target) + 1]?.focus()
  }
  const line = (field: string, input: ReactNode, help?: string) => (
    <div className="cw-resident-field" key={field}>
      <label htmlFor={`resident-${field}`}>{say(words[field as Field])}</label>
      {input}
      {problem(field) ? (
        <p className="cw-bad" role="alert">
          {say(problem(field) as Text)}
        </p>
      ) : (
        help && <p className="cw-muted">{help}</p>
      )}
    </div>
  )
  const input = (field: Field) => {
    const locked = field === 'birthDate' && read.birthDate !== undefined
    return line(
      field,
      <input
        id={`resident-${field}`}
        name={field}
        autoComplete="off"
        {...(keyboards[field] ? { inputMode: keyboards[field] } : {})}
        value={typed[field] ?? ''}
        readOnly={locked}
        aria-invalid={problem(field) !== undefined}
        onChange={(e) => type(field, e.target.value)}
      />,
      locked ? say(words.fromId) : undefined,
    )
  }
  return (
    <form ref={form} className="cw-resident-form" onSubmit={go} onKeyDown={keyed} noValidate>
      {input('name')}
      {input('idCard')}
      {line(
        'sex',
        <select
          id="resident-sex"
          name="sex"
          className="cw-select"
          value={typed.sex ?? 'unknown'}
          disabled={read.sex !== undefined}
          onChange={(e) => type('sex', e.target.value)}
        >
          {['male', 'female', 'other', 'unknown'].map((sex) => (
            <option key={sex} value={sex}>
              {sexOf(sex, say)}
            </option>
          ))}
        </select>,
        read.sex ? say(words.fromId) : undefined,
      )}
      {(['birthDate', 'phone'] as const).map(input)}
      <DivisionFields typed={typed} type={(change) => setTyped((before) => ({ ...before, ...change }))} line={line} />
      {(['address', 'contactName', 'contactPhone'] as const).map(input)}
      {reasoned &&
        line(
          'reason',
          <input id="resident-reason" name="reason" value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} />,
        )}
      {children}
      <div className="cw-row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {say(submit)} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button onClick={leave}>
          {say(kit.cancel)} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  )
}
