import { changeOf, signed } from '../../../kernel/grammar/change.ts'
import type { Indicator } from '../../../kernel/grammar/measure.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Status } from '../contract.ts'
import { texts } from '../texts.ts'
import { goalOf } from '../values.ts'

/** The sign of a standing: a shape of its own beside its colour, so that grey paper and weak eyes tell them apart. */
export function Mark({ status, title }: { status: Status; title?: string }) {
  return (
    <svg
      className={`board-mark board-${status}`}
      width="14"
      height="14"
      viewBox="0 0 12 12"
      role="img"
      aria-label={title}
      aria-hidden={!title}
    >
      {title && <title>{title}</title>}
      {status === 'met' && <circle cx="6" cy="6" r="6" />}
      {status === 'met' && <path d="M3 6.2L5.2 8.4L9 4" className="board-tick" />}
      {status === 'on-way' && <path d="M6 1L12 11L0 11Z" />}
      {status === 'behind' && <path d="M0 1L12 1L6 11Z" />}
      {status === 'no-data' && <circle cx="6" cy="6" r="4.6" className="board-hollow" />}
    </svg>
  )
}

/** A standing in words, colour and shape. */
export function StatusMark({ status }: { status: Status }) {
  const say = useSay()
  return (
    <span className={`board-status board-status-${status}`}>
      <Mark status={status} />
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
