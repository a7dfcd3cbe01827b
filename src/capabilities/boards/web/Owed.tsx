import { Children, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { minute, month as monthName } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { InstitutionBoard, LateTask, OwnStatement } from '../contract.ts'
import { texts } from '../texts.ts'
import { aimed } from '../values.ts'

/** So many late tasks stand there; the others on the page of tasks. */
const fits = 8

/** Beyond 60 days it is said since when, not for how long. */
const lateText = (days: number) => (days > 60 ? texts.lateSince : texts.lateBy)

/** What an institution owes: late reports, late tasks, values that it must state. */
export function Owed({ board: { reports, tasks, statements } }: { board: InstitutionBoard }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <div className="board-owed">
      <Section title={texts.reports} count={reports.length} none={texts.noReports}>
        {reports.map(({ month, state, due, days, chase }) => (
          <li key={month}>
            <Link to={`/reporting?month=${month}`}>{monthName(month, language)}</Link>
            <span className="cw-bad">{say(state === 'returned' ? texts.returned : lateText(days), { days, due })}</span>
            {chase && <span className="board-under cw-muted">{say(texts.chasedBy, { ...chase, at: minute(chase.at) })}</span>}
          </li>
        ))}
      </Section>
      <Section title={texts.tasks} count={tasks.length} none={texts.noTasks}>
        {tasks.slice(0, fits).map((task) => (
          <Task key={task.id} task={task} />
        ))}
        {tasks.length > fits && (
          <li>
            <Link to="/plans/tasks">{say(texts.all, { n: tasks.length })}</Link>
          </li>
        )}
      </Section>
      <Section title={texts.statements} count={statements.filter(({ problem }) => problem).length} none={texts.noStatements}>
        {statements.map((one) => (
          <Stated key={`${one.plan.id} ${one.code}`} one={one} />
        ))}
      </Section>
    </div>
  )
}

function Section({ title, count, none, children }: { title: Text; count: number; none: Text; children: ReactNode }) {
  const say = useSay()
  return (
    <section>
      <h2>
        {say(title)} {count > 0 && <span className="board-count">{count}</span>}
      </h2>
      {Children.toArray(children).length === 0 ? <p className="cw-muted">{say(none)}</p> : <ul className="board-list">{children}</ul>}
    </section>
  )
}

function Task({ task: { id, text, due, days, leads } }: { task: LateTask }) {
  const say = useSay()
  return (
    <li>
      <Link to={`/plans/tasks?task=${encodeURIComponent(id)}`}>{say(text)}</Link>
      <span className="board-under">
        <span className="cw-muted">{say(leads ? texts.leads : texts.joins)} </span>
        <span className="cw-bad">{say(lateText(days), { days, due })}</span>
      </span>
    </li>
  )
}

function Stated({ one: { plan, code, text, unit, value, until, problem } }: { one: OwnStatement }) {
  const say = useSay()
  const may = useMay()
  const told =
    value === undefined ? undefined : say(until ? texts.statedUntil : texts.stated, { value: aimed(value, unit), until: until ?? '' })
  return (
    <li>
      <Link to={`/plans/${plan.id}/targets/${code}`}>{say(text)}</Link>
      <span className="board-under">
        {problem ? <span className="cw-bad">{say(problem)}</span> : <span className="cw-muted">{told}</span>}
        {problem && may('statement.state') && <Link to={`/plans/${plan.id}/targets/${code}`}> {say(texts.stateNow)}</Link>}
      </span>
    </li>
  )
}
