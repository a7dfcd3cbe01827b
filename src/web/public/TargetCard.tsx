import type { PublicAnswer } from '../../capabilities/plans/contract.ts'
import { goalText, valueText } from '../../capabilities/plans/web/value.ts'
import { useSay } from '../../ui/language.tsx'
import { courses } from './course.ts'
import { words } from './words.ts'

type Target = PublicAnswer['plans'][number]['targets'][number]
const box = { width: 320, height: 88 }

/** One target: what is to be reached, where it stands, by when, and in a word how that is. */
export function TargetCard({ target }: { target: Target }) {
  const say = useSay()
  const { text, now, deadline, status, over, unit } = target
  const standing = over ? (over.met ? 'met' : over.met === null ? 'no-data' : 'behind') : status
  const { series, path, end } = courses(target.series, target.path, box)
  return (
    <li className="public-target">
      <h3>{say(text)}</h3>
      <p className={`public-status public-${standing}`}>
        <Sign status={standing} />
        {say(over ? (over.met === null ? words.overUnknown : over.met ? words.overMet : words.overMissed) : words[status])}
      </p>
      <dl>
        <div>
          <dt>{say(words.now)}</dt>
          <dd>
            <strong>{valueText(now?.value, unit, say)}</strong>
            {now && <small>{say(words.asOf, { day: now.day })}</small>}
          </dd>
        </div>
        <div>
          <dt>{say(words.goal)}</dt>
          <dd>
            <strong>{goalText(target, say)}</strong>
            <small>{deadline}</small>
          </dd>
        </div>
      </dl>
      {(series || path) && (
        <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={say(words.chart, { name: say(text) })}>
          {path && <path d={path} className="public-path" />}
          {series && <path d={series} className="public-series" />}
          {end && <circle cx={end[0]} cy={end[1]} r="5" />}
        </svg>
      )}
    </li>
  )
}

/** The word's sign, told apart without colour. */
function Sign({ status }: { status: Target['status'] }) {
  return (
    <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
      {status === 'met' && <path d="M2 8.5 6 13 14 3.5" />}
      {status === 'on-way' && <path d="M2 8h11M9 3.5 13.5 8 9 12.5" />}
      {status === 'behind' && <path d="M8 1.5 15 14H1ZM8 6v4m0 1.6v1" />}
      {status === 'no-data' && <path d="M3 8h10" />}
    </svg>
  )
}
