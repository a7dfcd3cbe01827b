import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import type { TargetAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { Act, type Acting } from './Act.tsx'
import { BigCourse } from './BigCourse.tsx'
import { dueText } from './NextDue.tsx'
import { Statements } from './Statements.tsx'
import { TargetActions } from './TargetActions.tsx'
import { TargetHead } from './TargetHead.tsx'
import { UnitsStating } from './UnitsStating.tsx'
import { useTarget } from './usePlans.ts'
import { Weights } from './Weights.tsx'
import './plans.css'
import './target.css'

/** One target of a plan: its course, why it stands so, who weighs most, its tasks, and what was entered by hand. */
export default function TargetPage() {
  const { plan = '', target = '' } = useParams()
  const { data, error, refetch } = useTarget(plan, target)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Opened answer={data} /> : <Loading />
}

function Opened({ answer }: { answer: TargetAnswer }) {
  const say = useSay()
  const [acting, act] = useState<Acting>()
  const { plan, clause, target, today } = answer
  const stated = 'stated' in target.measure
  return (
    <div className="plan">
      <p className="plan-crumbs cw-no-print">
        <Link className="cw-back" to="/plans">
          {say(words.plans)}
        </Link>
        <Link className="cw-back" to={`/plans/${plan.id}`}>
          {say(plan.short)}
        </Link>
        <span className="cw-muted">{`${clause.number} ${say(clause.title)}`}</span>
      </p>
      <div className="plan-title">
        <h1>{say(target.text)}</h1>
        <TargetActions answer={answer} act={act} />
      </div>
      <TargetHead answer={answer} />
      <BigCourse target={target} today={today} />
      <dl className="plan-facts">
        {target.reading && (
          <div>
            <dt>{say(words.reading)}</dt>
            <dd>{say(target.reading)}</dd>
          </div>
        )}
        <div>
          <dt>{say(words.clause)}</dt>
          <dd>{say(clause.text)}</dd>
        </div>
        <div>
          <dt>{say(words.measure)}</dt>
          <dd>{say(stated ? words.fromStatement : words.fromNumber)}</dd>
        </div>
      </dl>
      <Weights target={target} />
      {stated && <UnitsStating answer={answer} act={act} />}
      {stated && <Statements answer={answer} act={act} />}
      <Tasks answer={answer} />
      {acting && <Act answer={answer} acting={acting} leave={() => act(undefined)} />}
    </div>
  )
}

function Tasks({ answer: { tasks, plan, today } }: { answer: TargetAnswer }) {
  const say = useSay()
  return (
    <section aria-labelledby="plan-tasks">
      <h2 id="plan-tasks">{say(words.ownTasks)}</h2>
      {tasks.length === 0 && <p className="cw-muted">{say(words.noTasks)}</p>}
      <ul className="plan-tasks">
        {tasks.map(({ id, text, due, state, late }) => (
          <li key={id}>
            <Link to={`/plans/tasks?scope=county&plan=${plan.id}&task=${id}`}>{say(text)}</Link>
            <span className="cw-muted">{due}</span>
            <span className={late ? 'cw-bad' : 'cw-muted'}>
              {state === 'open' ? dueText(due, today, say) : say(state === 'done' ? words.onlyDone : words.onlyDropped)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
