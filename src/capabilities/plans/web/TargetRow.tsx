import { memo } from 'react'
import { Link } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { useSession } from '../../../ui/session.tsx'
import type { TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing } from './board-rows.ts'
import { SmallCourse } from './SmallCourse.tsx'
import { Over, TargetMark } from './StatusMark.tsx'
import { figure, goalText, numberAddress, unitWord } from './value.ts'

/** `unit`: who answers for it, where the heading above does not say so. */
type Props = { plan: string; target: TargetNow; today: string; unit?: string | undefined }

/** One target in a row: what it is, where it is, where it should be, how it goes, how it stands and why, who weighs most. The whole row opens it. */
export const TargetRow = memo(function TargetRow({ plan, target, today, unit }: Props) {
  const say = useSay()
  const { now, deadline, why, left, tasks, open } = target
  return (
    <li className={standing(target) === 'left' ? 'plan-row plan-row-left' : 'plan-row'}>
      <div className="plan-row-name">
        <Link className="plan-open" to={`/plans/${plan}/targets/${target.code}`}>
          {say(target.text)}
        </Link>
        <p className="cw-muted cw-small">
          {[unit, open && say(words.publicShown), tasks.open > 0 && `${say(words.taskCount)} ${say(words.open, { count: tasks.open })}`]
            .filter(Boolean)
            .join(' · ')}
          {tasks.late > 0 && <span className="cw-bad"> {say(words.late, { count: tasks.late })}</span>}
        </p>
      </div>
      <div className="plan-row-now">
        <span className="plan-figure">
          {figure(now?.value, target.unit, say)}
          {now && <small>{unitWord(target.unit, say)}</small>}
        </span>
        <span className="cw-muted cw-small">{now?.period ?? now?.day}</span>
      </div>
      <div className="plan-row-goal">
        <span>{goalText(target, say)}</span>
        <span className="cw-muted cw-small">{say(words.by, { day: deadline })}</span>
      </div>
      <div className="plan-row-course">
        <SmallCourse target={target} today={today} />
      </div>
      <div className="plan-row-why">
        <p>
          <TargetMark target={target} />
          <Over target={target} />
          {left === undefined ? say(why) : say(words.leftWhy, { reason: left })}
        </p>
      </div>
      <Heaviest target={target} />
    </li>
  )
})

/** The three that weigh most, each opening onto its own number. */
function Heaviest({ target }: { target: TargetNow }) {
  const say = useSay()
  const { county } = useSession()
  const { organization, township } = target.heaviest
  const kind = organization.length > 0 ? 'organization' : 'township'
  const units = (kind === 'organization' ? organization : township).filter(({ lacks }) => lacks > 0).slice(0, 3)
  return (
    <ul className="plan-row-heaviest" aria-label={say(words.heaviest)}>
      {units.map(({ unit, lacks }) => {
        const name = unit.name.replace(county.name, '') || unit.name
        const to = numberAddress(target, { kind, id: unit.id })
        return (
          <li key={unit.id} title={unit.name}>
            {to ? <Link to={to}>{name}</Link> : <span>{name}</span>}
            <span className="cw-muted">{say(words.lacksOf, { lacks: number(lacks, lacks < 10 ? 1 : 0) })}</span>
          </li>
        )
      })}
    </ul>
  )
}
