import { Link } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { StandingSign } from '../../../ui/StandingSign.tsx'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { NextDue } from './NextDue.tsx'
import { Timeline } from './Timeline.tsx'

const order = ['behind', 'no-data', 'on-way', 'met'] as const

/** What plan this is, how its targets stand (each count a filter), its time, and what is due next. */
export function BoardHead(props: { board: BoardAnswer; status: string | null; onStatus: (status: string | undefined) => void }) {
  const say = useSay()
  const { board, status, onStatus } = props
  const { plan } = board
  const whole = order.reduce((sum, one) => sum + plan.status[one], 0)
  const left = board.targets.filter((target) => standing(target) === 'left').length
  return (
    <header className="plan-head">
      <div>
        <p className="plan-crumbs cw-no-print">
          <Link className="cw-back" to="/plans">
            {say(words.plans)}
          </Link>
          <span className="cw-muted">{plan.document}</span>
        </p>
        <h1>
          {say(plan.name)}
          {plan.over && <span className="plan-tag plan-tag-over">{say(words.planOver)}</span>}
          {plan.state === 'closed' && <span className="plan-tag plan-tag-over">{say(words.closed)}</span>}
        </h1>
        <p className="cw-muted plan-meta">{`${say(plan.issuer)} · ${plan.from} – ${plan.to}`}</p>
        <fieldset className="plan-counts">
          <legend className="cw-hidden">{say(words.filterStatus)}</legend>
          <button type="button" aria-pressed={status === null} onClick={() => onStatus(undefined)}>
            {say(words.all)} <strong>{whole}</strong>
          </button>
          {order.map((one) => (
            <button key={one} type="button" aria-pressed={status === one} onClick={() => onStatus(status === one ? undefined : one)}>
              <StandingSign status={one} />
              {say(words[one])} <strong>{plan.status[one]}</strong>
            </button>
          ))}
          {left > 0 && (
            <button type="button" aria-pressed={status === 'left'} onClick={() => onStatus(status === 'left' ? undefined : 'left')}>
              <StandingSign status="left" />
              {say(words.left)} <strong>{left}</strong>
            </button>
          )}
        </fieldset>
        <Timeline board={board} />
      </div>
      <NextDue board={board} />
    </header>
  )
}
