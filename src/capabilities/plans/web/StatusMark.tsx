import { useSay } from '../../../ui/language.tsx'
import { StandingSign } from '../../../ui/StandingSign.tsx'
import type { Status, TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { valueText } from './value.ts'

const colours = { met: 'green', 'on-way': 'blue', behind: 'red', 'no-data': 'grey', left: 'grey' } as const

/** A standing in words, colour and shape. */
export function StatusMark({ status }: { status: Status | 'left' }) {
  const say = useSay()
  return (
    <span className={`cw-badge cw-badge-${colours[status]} plan-badge`}>
      <StandingSign status={status} />
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
