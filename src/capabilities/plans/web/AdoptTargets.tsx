import { useState } from 'react'
import type { FieldProblem } from '../../../kernel/grammar/refusal.ts'
import { useSay } from '../../../ui/language.tsx'
import { mover } from '../dates.ts'
import type { TargetChoice } from '../shape.ts'
import type { PlanTemplate, Target } from '../template.ts'
import { webTexts as words } from '../web-texts.ts'
import { ChoiceFields } from './ChoiceFields.tsx'
import { says } from './choice.ts'
import { goalText } from './value.ts'

type Props = {
  template: PlanTemplate
  /** The plan's dates here: the days of its targets move with them. */
  own: { from: string; to: string }
  choices: Readonly<Record<string, TargetChoice>>
  put: (choice: TargetChoice) => void
  problems: (code: string) => readonly FieldProblem[]
}

/** The targets of the plan, each as it stands there or as the county wants it. */
export function AdoptTargets({ template, own, choices, put, problems }: Props) {
  const say = useSay()
  const move = own.from && own.to && own.from <= own.to ? mover(template, own) : (day: string) => day
  return (
    <section aria-labelledby="adopt-targets">
      <h2 id="adopt-targets">
        {say(words.targetsTitle)} <span className="cw-muted cw-small">{say(words.allTargets, { count: template.targets.length })}</span>
      </h2>
      <p className="cw-muted">{say(words.targetsHelp)}</p>
      <ul className="plan-adopt-targets">
        {template.targets.map((target) => (
          <Line
            key={target.code}
            target={target}
            number={template.clauses.find(({ id }) => id === target.clause)?.number ?? ''}
            deadline={target.deadline ? move(target.deadline) : own.to}
            choice={choices[target.code] ?? { code: target.code }}
            put={put}
            problems={problems(target.code)}
          />
        ))}
      </ul>
    </section>
  )
}

type LineProps = {
  target: Target
  number: string
  deadline: string
  choice: TargetChoice
  put: Props['put']
  problems: readonly FieldProblem[]
}
function Line({ target, number, deadline, choice, put, problems }: LineProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const own = says(choice)
  const value = choice.value ?? target.value
  const left = choice.left !== undefined
  return (
    <li>
      <div className="plan-adopt-target">
        <span className="cw-muted">{number}</span>
        <span className={left ? 'plan-struck cw-muted' : ''}>{say(target.text)}</span>
        <span>
          {left
            ? say(words.left)
            : goalText({ ...target, ...(value === undefined ? {} : { value }) } as Parameters<typeof goalText>[0], say)}
        </span>
        <span className="cw-muted">{say(words.by, { day: choice.deadline ?? deadline })}</span>
        <button type="button" className="cw-plain plan-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? say(words.collapse) : say(own ? words.adjusted : words.adjust)}
        </button>
      </div>
      {problems.map(({ path, text }) => (
        <p key={path} className="cw-bad" role="alert">
          {say(text)}
        </p>
      ))}
      {open && <ChoiceFields target={target} choice={choice} onChange={put} />}
    </li>
  )
}
