import { OperationForm } from '../../../ui/OperationForm.tsx'
import { Loading } from '../../../ui/States.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { TargetAnswer } from '../contract.ts'
import type { TargetChoice } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { plan as workflow } from '../workflows.ts'
import { ChoiceFields } from './ChoiceFields.tsx'
import { tidy } from './choice.ts'

const { amend } = workflow.operations

/** Another value, deadline or way for a target in mid-term, with the reason; what held until now stays in its chart. */
export function AmendForm({ answer, leave }: { answer: TargetAnswer; leave: () => void }) {
  const { plan, choice } = answer
  const { data } = useCase(workflow, plan.id)
  const { perform, ...performing } = usePerform(workflow)
  const target = data?.case.template.targets.find(({ code }) => code === answer.target.code)
  if (!data || !target) return <Loading />
  const { open: _, ...own } = choice
  return (
    <OperationForm
      operation={amend}
      fields={{
        reason: { text: words.amendReason, help: words.amendReasonHelp },
        choices: {
          text: words.change,
          draw: ({ value, onChange }) => (
            <ChoiceFields
              target={target}
              choice={(value as readonly TargetChoice[] | undefined)?.[0] ?? own}
              onChange={(next) => onChange?.([next])}
            />
          ),
        },
      }}
      initial={{ choices: [own] }}
      submit={(input) => perform('amend', { ...input, choices: input.choices.map(tidy) }, { id: plan.id, version: data.version })}
      performing={performing}
      {...(data.verbs.amend ? { allowed: data.verbs.amend } : {})}
      draft={`plan/${plan.id}/${target.code}/amend`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
