import { useSay } from '../../../ui/language.tsx'
import type { Status, TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { valueText } from './value.ts'

const colours = { met: 'green', 'on-way': 'blue', behind: 'red', 'no-data': 'grey', left: 'grey' } as const

/** The sign of a standing: a shape of its own beside its colour, so that grey paper and weak eyes tell them apart. */
export function Mark({ status }: { status: Status | 'left' }) {
  return (
    <svg className={`plan-mark plan-${status}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {status === 'met' && (
        <>
          <circle cx="6" cy="6" r="6" />
          <path d="M3 6.2L5.2 8.4L9 4" className="plan-mark-tick" />
        </>
      )}
      {status === 'on-way' && <path d="M6 1L12 11L0 11Z" />}
      {status === 'behind' && <path d="M0 1L12 1L6 11Z" />}
      {status === 'no-data' && <circle cx="6" cy="6" r="4.7" className="plan-mark-hollow" />}
      {status === 'left' && <path d="M1 6L11 6" className="plan-mark-line" />}
    </svg>
  )
}

/** A standing in words, colour and shape. */
export function StatusMark({ status }: { status: Status | 'left' }) {
  const say = useSay()
  return (
    <span className={`cw-badge cw-badge-${colours[status]} plan-badge`}>
      <Mark status={status} />
      {say(words[status])}
    </span>
  )
}

/** Of a target whose deadline is past: how it stood on that day. */
export function Over({ target: { over, unit } }: { target: Pick<TargetNow, 'over' | 'unit'> }) {
  const say = useSay()
  if (!over) return null
  const text = over.met === null ? words.overUnknown : over.met ? words.overMet : words.overMissed
  const title = over.value === undefined ? over.on : say(words.overValue, { day: over.on, value: valueText(over.value, unit, say) })
  return (
    <span className={over.met === false ? 'plan-over cw-bad' : 'plan-over'} title={title}>
      {say(text)}
    </span>
  )
}

/** The standing of a target as its badge says it. */
export const TargetMark = ({ target }: { target: TargetNow }) => <StatusMark status={standing(target)} />
