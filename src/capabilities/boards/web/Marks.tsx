import { changeOf, signed } from '../../../kernel/grammar/change.ts'
import type { Indicator } from '../../../kernel/grammar/measure.ts'
import { useSay } from '../../../ui/language.tsx'
import { StandingSign } from '../../../ui/StandingSign.tsx'
import type { Status } from '../contract.ts'
import { texts } from '../texts.ts'
import { goalOf } from '../values.ts'

/** A standing in words, colour and shape. */
export function StatusMark({ status }: { status: Status }) {
  const say = useSay()
  return (
    <span className={`board-status board-status-${status}`}>
      <StandingSign status={status} size={14} />
      {say(texts[status])}
    </span>
  )
}

/** What a target asks, in words where it names no value. */
export function Goal({ of }: { of: Parameters<typeof goalOf>[0] }) {
  const say = useSay()
  return <>{of.value === undefined && (of.comparator === 'rises' || of.comparator === 'falls') ? say(texts[of.comparator]) : goalOf(of)}</>
}

const arrows = { up: '▲', down: '▼', same: '' } as const
/** How a value changed: an arrow for the direction, a colour and a spoken word for better or worse. */
export function Changed({ now, before, about }: { now: number | null; before: number | null; about: Pick<Indicator, 'unit' | 'better'> }) {
  const say = useSay()
  const change = changeOf(now, before, about)
  if (!change) return <span className="cw-muted">{'—'}</span>
  if (change.way === 'same') return <span className="cw-muted">{say(texts.unchanged)}</span>
  const unit = change.points ? say(about.unit === 'permille' ? texts.permillePoints : texts.points) : '%'
  return (
    <span className={`board-change board-change-${change.verdict}`}>
      <span aria-hidden="true">{arrows[change.way]} </span>
      {`${signed(change.amount)}${unit.length > 1 ? ` ${unit}` : unit}`}
      {change.verdict !== 'neutral' && <span className="cw-hidden">{say(change.verdict === 'good' ? texts.better : texts.worse)}</span>}
    </span>
  )
}
