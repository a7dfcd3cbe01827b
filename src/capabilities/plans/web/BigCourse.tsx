import { useMemo } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { useScreen } from '../../../ui/screen.ts'
import type { TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { drawn } from './course.ts'
import { axisText, goalText, valueText } from './value.ts'

const desk = { width: 1080, height: 300, left: 60, right: 110, top: 24, bottom: 30 }
const phone = { width: 350, height: 250, left: 48, right: 14, top: 24, bottom: 30 }

/** The course of one target, large: values, path, former paths with why they were changed, forecast with its range, deadline. Every point says its day and value. */
export function BigCourse({ target, today }: { target: TargetNow; today: string }) {
  const say = useSay()
  const small = useScreen() === 'phone'
  const box = small ? phone : desk
  const lines = useMemo(() => drawn(target, box, today), [target, box, today])
  if (!lines) return <p className="cw-muted">{say(words.noCourse)}</p>
  const { x, y } = lines
  const title = say(words.courseOf, { name: say(target.text) })
  const foot = box.height - box.bottom
  const right = lines.deadline > box.width - box.right - 60
  return (
    <figure className="plan-figure-box">
      <svg className="plan-chart" viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={title}>
        {lines.ticks.map((tick) => (
          <g key={tick}>
            <line x1={box.left} x2={box.width - box.right} y1={y(tick)} y2={y(tick)} className="cw-chart-grid" />
            <text x={box.left - 8} y={y(tick) + 4} textAnchor="end">
              {axisText(tick, target.unit)}
            </text>
          </g>
        ))}
        {lines.years.map((year) => (
          <g key={year}>
            <line x1={x(year)} x2={x(year)} y1={foot} y2={foot + 5} className="cw-chart-grid" />
            <text x={x(year)} y={box.height - 8} textAnchor="middle">
              {year.slice(0, 4)}
            </text>
          </g>
        ))}
        <line x1={lines.today} x2={lines.today} y1={box.top} y2={foot} className="plan-course-today" />
        <line x1={lines.deadline} x2={lines.deadline} y1={box.top} y2={foot} className="plan-course-deadline" />
        <text x={lines.deadline} y={box.top - 8} textAnchor={small || right ? 'end' : 'middle'}>
          {`${say(words.deadline)} ${target.deadline}`}
        </text>
        {lines.band && <path d={lines.band} className="plan-course-band" />}
        {lines.middle && <path d={lines.middle} className="plan-course-middle" />}
        {lines.earlier.map((path) => (
          <path key={path} d={path} className="plan-course-earlier" />
        ))}
        {lines.path && <path d={lines.path} className="plan-course-path" />}
        {lines.series && <path d={lines.series} className="plan-course-series" />}
        {target.series.map(({ day, value }) => (
          <circle key={day} cx={x(day)} cy={y(value)} r="3" className="plan-course-point">
            <title>{`${day} ${valueText(value, target.unit, say)}`}</title>
          </circle>
        ))}
        {lines.goal && (
          <>
            <circle cx={lines.goal.x} cy={lines.goal.y} r="5" className="plan-course-goal" />
            <text
              x={lines.goal.x + (small ? -9 : 10)}
              y={lines.goal.y + 4}
              textAnchor={small ? 'end' : 'start'}
              className="plan-chart-strong"
            >
              {goalText(target, say)}
            </text>
          </>
        )}
        {lines.now && (
          <>
            <circle cx={lines.now.x} cy={lines.now.y} r="5" className={`plan-${standing(target)}`} />
            <text x={lines.now.x} y={Math.max(lines.now.y - 10, box.top + 4)} textAnchor="middle" className="plan-chart-strong">
              {valueText(target.now?.value ?? target.series[target.series.length - 1]?.value, target.unit, say)}
            </text>
          </>
        )}
      </svg>
      <Key target={target} />
    </figure>
  )
}

/** What the lines are; of every former path until when it held, who changed it and why. */
function Key({ target }: { target: TargetNow }) {
  const say = useSay()
  const line = (kind: string) => (
    <svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true" className="plan-chart">
      {kind === 'band' ? (
        <path d="M0 2L30 2L30 10L0 10Z" className="plan-course-band" />
      ) : (
        <path d="M0 6L30 6" className={`plan-course-${kind}`} />
      )}
    </svg>
  )
  return (
    <figcaption className="cw-small plan-keys">
      <span>
        {line('series')} {say(words.keySeries)}
      </span>
      {target.path.length > 0 && (
        <span>
          {line('path')} {say(words.keyPath)}
        </span>
      )}
      {target.forecast && (
        <span>
          {line('band')} {say(words.keyForecast)}
        </span>
      )}
      {target.earlierPaths.map(({ until, by, reason }) => (
        <span key={until + reason} className="plan-earlier">
          {line('earlier')} {say(words.earlierPath, { until: until.slice(0, 10), by, reason })}
        </span>
      ))}
    </figcaption>
  )
}
