import type { ReactNode } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { dispositions } from '../shape.ts'
import { texts } from '../texts.ts'
import type { Entry } from './entry.ts'
import { useSheet } from './sheet-context.ts'
import { words } from './words.ts'

type TextField = 'complaint' | 'history' | 'advice'

/** A label, its field, and under it what is wrong or what another desk wrote. */
export function Line({ field, label, children }: { field: keyof Entry; label: Text; children: ReactNode }) {
  const say = useSay()
  return (
    <div className="desk-line">
      <label htmlFor={`desk-${field}`}>{say(label)}</label>
      <div>
        {children}
        <Notes field={field} />
      </div>
    </div>
  )
}

export function Notes({ field }: { field: keyof Entry }) {
  const say = useSay()
  const { problemOf, theirs, type } = useSheet()
  const problem = problemOf(field)
  const clash = theirs.find((one) => one.field === field)
  const shown = clash && (typeof clash.theirs === 'string' ? clash.theirs : clash.theirs.map(({ name }) => name).join('，'))
  return (
    <>
      {problem && (
        <p className="desk-problem" id={`desk-${field}-problem`} role="alert">
          {say(problem)}
        </p>
      )}
      {clash && (
        <p className="desk-theirs">
          {say(words.theirs, { value: shown || say(words.nothing) })}
          <button type="button" className="cw-plain" onClick={() => type(field, clash.theirs)}>
            {say(words.useTheirs)}
          </button>
        </p>
      )}
    </>
  )
}

/** What every field element carries: its id and its complaint for a screen reader. */
export function useField(field: keyof Entry) {
  const { editable, problemOf } = useSheet()
  const wrong = problemOf(field) !== undefined
  return {
    id: `desk-${field}`,
    disabled: !editable,
    'aria-invalid': wrong,
    ...(wrong ? { 'aria-describedby': `desk-${field}-problem` } : {}),
  }
}

export function ShortText({ field, label }: { field: TextField; label: Text }) {
  const { entry, type } = useSheet()
  return (
    <Line field={field} label={label}>
      <input
        {...useField(field)}
        className="desk-input"
        value={entry[field]}
        maxLength={2000}
        autoComplete="off"
        onChange={(e) => type(field, e.target.value)}
      />
    </Line>
  )
}

/** Several lines: Shift+Enter makes a new one, Enter goes on. */
export function LongText({ field, label }: { field: TextField; label: Text }) {
  const { entry, type } = useSheet()
  return (
    <Line field={field} label={label}>
      <textarea
        {...useField(field)}
        className="desk-input"
        rows={2}
        value={entry[field]}
        maxLength={10_000}
        onChange={(e) => type(field, e.target.value)}
      />
    </Line>
  )
}

/** Where the patient goes; home unless chosen. */
export function Disposition() {
  const say = useSay()
  const { entry, type } = useSheet()
  return (
    <Line field="disposition" label={texts.disposition}>
      <select
        {...useField('disposition')}
        className="cw-select"
        value={entry.disposition || 'home'}
        onChange={(e) => type('disposition', e.target.value)}
      >
        {dispositions.map((d) => (
          <option key={d} value={d}>
            {say(texts[d])}
          </option>
        ))}
      </select>
    </Line>
  )
}
