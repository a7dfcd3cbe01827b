import { Link, Navigate, useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import type { PlanHead, PlansAnswer, TemplateHead } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { statement } from '../workflows.ts'
import { OwnFile, Problems } from './OwnFile.tsx'
import { StatusBar } from './StatusBar.tsx'
import { usePlans } from './usePlans.ts'
import './plans.css'

/** 方案: the plans in force and how they stand, then what can be adopted. Rows of the lists open here: a task's or a statement's. */
export default function Plans() {
  const [asked] = useSearchParams()
  const { data, error, refetch } = usePlans()
  const [task, stated] = [asked.get('task'), asked.get('statement')]
  if (task) return <Navigate replace to={`/plans/tasks?task=${task}`} />
  if (stated) return <ToTarget statement={stated} />
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Opened answer={data} /> : <Loading />
}

function ToTarget({ statement: id }: { statement: string }) {
  const { data, error, refetch } = useCase(statement, id)
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Navigate replace to={`/plans/${data.case.plan}/targets/${data.case.target}#statements`} /> : <Loading />
}

function Opened({ answer: { plans, templates, problems } }: { answer: PlansAnswer }) {
  const say = useSay()
  const may = useMay()
  const adopts = may('plan.adopt')
  const inForce = new Set(plans.filter(({ state }) => state === 'adopted').map(({ template }) => template))
  return (
    <div className="plan">
      <h1>{say(words.plans)}</h1>
      <p className="cw-muted">{say(words.plansHelp)}</p>
      {plans.length === 0 ? (
        <Empty title={words.noPlans} help={adopts ? words.noPlansHelp : words.noPlansReader} />
      ) : (
        <ul className="plan-list">
          {plans.map((plan) => (
            <PlanRow key={plan.id} plan={plan} />
          ))}
        </ul>
      )}
      {adopts && (
        <>
          <h2>{say(words.templates)}</h2>
          <p className="cw-muted">{say(words.templatesHelp)}</p>
          <ul className="plan-list plan-templates">
            {templates.map((template) => (
              <TemplateRow key={template.code} template={template} adopted={inForce.has(template.code)} />
            ))}
          </ul>
          {problems.length > 0 && <Problems title={say(words.templateProblems)} problems={problems} />}
          <OwnFile />
        </>
      )}
    </div>
  )
}

function PlanRow({ plan }: { plan: PlanHead }) {
  const say = useSay()
  const { tasks } = plan
  return (
    <li>
      <div>
        <Link className="plan-open" to={`/plans/${plan.id}`}>
          {say(plan.name)}
        </Link>
        {plan.over && <span className="plan-tag plan-tag-over">{say(words.planOver)}</span>}
        {plan.state === 'closed' && <span className="plan-tag plan-tag-over">{say(words.closed)}</span>}
        <p className="cw-muted cw-small">{`${plan.document} · ${plan.from} – ${plan.to}`}</p>
      </div>
      <StatusBar status={plan.status} />
      <p className="plan-list-tasks">
        <Link to={`/plans/tasks?scope=county&plan=${plan.id}`}>
          {say(words.taskCount)} {say(words.open, { count: tasks.open })}
        </Link>
        {tasks.late > 0 && (
          <Link className="cw-bad" to={`/plans/tasks?scope=county&state=late&plan=${plan.id}`}>
            {say(words.late, { count: tasks.late })}
          </Link>
        )}
      </p>
    </li>
  )
}

const levels = { county: words.levelCounty, prefecture: words.levelPrefecture, province: words.levelProvince } as const

function TemplateRow({ template, adopted }: { template: TemplateHead; adopted: boolean }) {
  const say = useSay()
  const { clauses, targets, tasks } = template
  return (
    <li>
      <div>
        <strong>{say(template.name)}</strong>
        <p className="cw-muted cw-small">
          {[
            say(levels[template.level]),
            template.document,
            `${template.from} – ${template.to}`,
            say(words.counts, { clauses, targets, tasks }),
          ].join(' · ')}
        </p>
      </div>
      {adopted ? (
        <span className="cw-muted">{say(words.adoptedAlready)}</span>
      ) : (
        <Link className="plan-adopt" to={`/plans/adopt/${template.code}`}>
          {say(words.adopt)}
        </Link>
      )}
    </li>
  )
}
