import { useSay } from '../../../ui/language.tsx'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { lanesOf, placeOf } from './timeline.ts'

const lane = 20
/** The time of a plan in one thin strip: its phases, the years, today. On a phone the phases stand in words below. */
export function Timeline({ board }: { board: BoardAnswer }) {
  const say = useSay()
  const { from, to, phases } = board.plan
  const at = (day: string) => placeOf(day, from, to)
  const years: string[] = []
  for (let year = Number(from.slice(0, 4)) + 1; year <= Number(to.slice(0, 4)); year++) years.push(String(year))
  const lanes = lanesOf(phases)
  const deep = Math.max(1, ...lanes.map((n) => n + 1))
  const height = deep * lane + 18
  const now = at(board.today)
  const inside = board.today >= from && board.today <= to
  return (
    <figure className="plan-timeline">
      <figcaption className="cw-hidden">{say(words.timeline)}</figcaption>
      <svg width="100%" height={height} role="img" aria-label={say(words.timeline)}>
        <rect x="0" y={0} width="100%" height={deep * lane} className="plan-time-ground" />
        {phases.map((phase, n) => {
          const [x, end] = [at(phase.from), at(phase.to)]
          const y = (lanes[n] ?? 0) * lane
          return (
            <svg key={phase.code} x={`${x}%`} y={y + 2} width={`${Math.max(end - x, 0.5)}%`} height={lane - 4} overflow="hidden">
              <title>{`${say(phase.text)} · ${phase.from} – ${phase.to}`}</title>
              <rect width="100%" height="100%" rx="2" className={phase.to < board.today ? 'plan-phase plan-phase-past' : 'plan-phase'} />
              <text x="6" y="12" className="plan-phase-name">
                {say(phase.text)}
              </text>
            </svg>
          )
        })}
        {years.map((year) => (
          <g key={year} className="plan-time-year">
            <line x1={`${at(`${year}-01-01`)}%`} x2={`${at(`${year}-01-01`)}%`} y1="0" y2={deep * lane} />
            {!(inside && Math.abs(at(`${year}-01-01`) + 2 - now) < 11) && (
              <text x={`${at(`${year}-01-01`)}%`} dx="3" y={height - 4}>
                {year}
              </text>
            )}
          </g>
        ))}
        {inside && (
          <g className="plan-time-now">
            <line x1={`${now}%`} x2={`${now}%`} y1="0" y2={height - 14} />
            <text x={`${now}%`} y={height - 3} textAnchor={now > 85 ? 'end' : now < 15 ? 'start' : 'middle'}>
              {say(words.today, { day: board.today })}
            </text>
          </g>
        )}
      </svg>
      <ol className="plan-phases cw-small">
        {phases.map((phase) => (
          <li key={phase.code} className={phase.to < board.today ? 'cw-muted' : ''}>
            {say(phase.text)} <span className="cw-muted">{`${phase.from} – ${phase.to}`}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
