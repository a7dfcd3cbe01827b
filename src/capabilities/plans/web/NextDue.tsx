import { Link } from 'react-router'
import { type Say, useSay } from '../../../ui/language.tsx'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { daysTo } from './timeline.ts'

/** How far away a day is, in words; what is late for longer than people count in days says since when. */
export function dueText(due: string, today: string, say: Say): string {
  const days = daysTo(due, today)
  if (days < -60) return say(words.lateSince, { due })
  if (days < 0) return say(words.lateDays, { days: -days })
  return days === 0 ? say(words.dueToday) : say(words.dueDays, { days })
}

/** What is due next: the first few, late ones in words and colour, and the way to all of them. */
export function NextDue({ board: { next, plan, today } }: { board: BoardAnswer }) {
  const say = useSay()
  return (
    <section className="plan-next" aria-labelledby="plan-next">
      <h2 id="plan-next">
        {say(words.nextDue)}
        <Link className="cw-small" to={`/plans/tasks?scope=county&plan=${plan.id}`}>
          {say(words.tasksLink)}
        </Link>
      </h2>
      {next.length === 0 && <p className="cw-muted">{say(words.nothingDue)}</p>}
      <ol>
        {next.map(({ id, text, due, late, report, units }) => (
          <li key={id}>
            <Link
              className="plan-next-open"
              to={`/plans/tasks?scope=county&plan=${plan.id}&task=${id}`}
              title={[say(text), ...units.map(({ name }) => name)].join(' · ')}
            >
              {report && <span className="plan-tag">{say(words.report)}</span>}
              {say(text)}
            </Link>
            <span className={late ? 'cw-bad' : 'cw-muted'}>{dueText(due, today, say)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
