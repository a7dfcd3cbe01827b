import { useSay } from '../../../ui/language.tsx'
import { StandingSign } from '../../../ui/StandingSign.tsx'
import type { StatusCount } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'

const order = ['behind', 'no-data', 'on-way', 'met'] as const

/** How many targets stand how: a bar, and the same in words and shapes. */
export function StatusBar({ status }: { status: StatusCount }) {
  const say = useSay()
  const whole = order.reduce((sum, one) => sum + status[one], 0)
  let at = 0
  return (
    <div className="plan-bar">
      <svg width="100%" height="12" aria-hidden="true">
        {order.map((one) => {
          const share = whole ? (100 * status[one]) / whole : 0
          const x = at
          at += share
          return share > 0 && <rect key={one} className={`plan-${one}`} x={`${x}%`} width={`${Math.max(share - 0.4, 0.4)}%`} height="12" />
        })}
      </svg>
      <ul>
        {order.map((one) => (
          <li key={one} className={status[one] === 0 ? 'cw-muted' : ''}>
            <StandingSign status={one} />
            {say(words[one])} <strong>{status[one]}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}
