import { useMemo } from 'react'
import { useSay } from '../../../ui/language.tsx'
import type { TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { drawn } from './course.ts'

const box = { width: 176, height: 56, left: 4, right: 8, top: 6, bottom: 6 }

/** The course of a target as large as a stamp: what was (line), what was planned (dashes), what the forecast leaves open (band), where it should arrive (ring). */
export function SmallCourse({ target, today }: { target: TargetNow; today: string }) {
  const say = useSay()
  const lines = useMemo(() => drawn(target, box, today), [target, today])
  if (!lines) return null
  const title = say(words.courseOf, { name: say(target.text) })
  return (
    <svg
      className="plan-course"
      width={box.width}
      height={box.height}
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <line className="plan-course-today" x1={lines.today} x2={lines.today} y1="0" y2={box.height} />
      {lines.band && <path d={lines.band} className="plan-course-band" />}
      {lines.earlier.map((path) => (
        <path key={path} d={path} className="plan-course-earlier" />
      ))}
      {lines.path && <path d={lines.path} className="plan-course-path" />}
      {lines.series && <path d={lines.series} className="plan-course-series" />}
      {lines.goal && <circle cx={lines.goal.x} cy={lines.goal.y} r="3.4" className="plan-course-goal" />}
      {lines.now && <circle cx={lines.now.x} cy={lines.now.y} r="3.4" className={`plan-course-now plan-${standing(target)}`} />}
    </svg>
  )
}
