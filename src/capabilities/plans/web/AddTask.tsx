import { useState } from 'react'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import { webTexts as words } from '../web-texts.ts'
import { task as workflow } from '../workflows.ts'
import { useBoard, useOrganizations, usePlans } from './usePlans.ts'

const { add } = workflow.operations

/** A task of one's own: under which clause of which plan, what, who, until when. */
export function AddTask({ plan: asked, leave }: { plan?: string | undefined; leave: () => void }) {
  const say = useSay()
  const plans = usePlans()
  const [chosen, setChosen] = useState(asked)
  const adopted = plans.data?.plans.filter(({ state }) => state === 'adopted') ?? []
  const plan = adopted.find(({ id }) => id === chosen) ?? adopted[0]
  return (
    <>
      <p className="plan-labelled">
        <label htmlFor="add-plan">{say(words.planName)}</label>
        <Choice
          id="add-plan"
          value={plan?.id}
          options={adopted.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={setChosen}
        />
      </p>
      {plan && <Adding key={plan.id} plan={plan.id} leave={leave} />}
    </>
  )
}

function Adding({ plan, leave }: { plan: string; leave: () => void }) {
  const say = useSay()
  const { post } = useSession()
  const board = useBoard(plan)
  const organizations = useOrganizations()
  const { perform, ...performing } = usePerform(workflow)
  const clauses = board.data?.clauses.map(({ id, number, title }) => ({ value: id, label: `${number} ${say(title)}` })) ?? []
  return (
    <OperationForm
      operation={add}
      fields={{
        plan: null,
        clause: {
          text: words.clause,
          draw: ({ id, value, onChange }) => (
            <Choice {...(id ? { id } : {})} value={String(value ?? '')} options={clauses} onChange={(next) => onChange?.(next)} />
          ),
        },
        text: words.taskText,
        textEn: words.taskTextEn,
        from: words.from,
        due: words.due,
        units: {
          text: words.responsible,
          draw: ({ id, value, onChange }) => (
            <Choice
              {...(id ? { id } : {})}
              value={Array.isArray(value) ? String(value[0] ?? '') : ''}
              options={(organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(next) => onChange?.(next ? [next] : undefined)}
            />
          ),
        },
        targets: null,
        report: words.reportTask,
      }}
      initial={post ? { units: [post.organization.id] } : {}}
      fixed={{ plan, targets: [] }}
      submit={(input) => perform('add', input)}
      performing={performing}
      draft={`task/add/${plan}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
