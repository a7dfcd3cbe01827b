import { changeOf, signed } from '../../kernel/grammar/change.ts'
import type { Indicator } from '../../kernel/grammar/measure.ts'
import { useSay } from '../../ui/language.tsx'
import { words } from './texts.ts'
import { changeUnit } from './value.ts'

const arrows = { up: '▲', down: '▼', same: '' } as const

/** How much a value is above or below another: an arrow for the direction, a colour and a spoken word for better or worse. */
export function ChangeMark(props: {
  now: number | null | undefined
  before: number | null | undefined
  indicator: Pick<Indicator, 'unit' | 'better'>
  /** Without the unit, where the head of the column says it. */
  bare?: boolean
}) {
  const { now, before, indicator, bare } = props
  const say = useSay()
  const change = changeOf(now, before, indicator)
  if (!change) return <span className="cw-muted">{'—'}</span>
  if (change.way === 'same') return <span className="cw-muted">{say(words.noChange)}</span>
  const unit = say(changeUnit(indicator.unit))
  return (
    <span className={`cw-change cw-change-${change.verdict}`}>
      <span aria-hidden="true">{arrows[change.way]}</span>
      {bare ? signed(change.amount) : `${signed(change.amount)}${unit.length > 1 ? ` ${unit}` : unit}`}
      {change.verdict !== 'neutral' && <span className="cw-hidden">{say(change.verdict === 'good' ? words.better : words.worse)}</span>}
    </span>
  )
}
