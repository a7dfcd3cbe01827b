import { App, Button, Switch } from 'antd'
import { textOf } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { TargetAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { plan as workflow } from '../workflows.ts'
import type { Acting } from './Act.tsx'

/** What may be done to a target: stating a value, amending it, showing it to the public. Nobody sees what his post does not allow. */
export function TargetActions({ answer, act }: { answer: TargetAnswer; act: (acting: Acting) => void }) {
  const say = useSay()
  const may = useMay()
  const { plan, target } = answer
  const kept = plan.state === 'adopted' && !target.notOwn
  if (!kept) return null
  const states = may('statement.state') && 'stated' in target.measure && target.left === undefined
  return (
    <div className="cw-row cw-no-print">
      {may('plan.publish') && <Publish answer={answer} />}
      {may('plan.amend') && <Button onClick={() => act({ verb: 'amend' })}>{say(words.amend)}</Button>}
      {states && (
        <Button type="primary" onClick={() => act({ verb: 'state' })}>
          {say(words.state)}
        </Button>
      )}
    </div>
  )
}

/** Whether the target stands on the public page; the plan is read for which others do. */
function Publish({ answer: { plan, target } }: { answer: TargetAnswer }) {
  const say = useSay()
  const { modal, message } = App.useApp()
  const { data } = useCase(workflow, plan.id)
  const { perform, busy } = usePerform(workflow)
  const change = async (open: boolean) => {
    if (!data) return
    const { confirm } = workflow.operations.publish
    if (
      open &&
      confirm &&
      !(await modal.confirm({ title: say(confirm), content: say(words.publishHelp), okText: say(words.publish), icon: null }))
    )
      return
    const others = data.case.choices.flatMap((choice) => (choice.open && choice.code !== target.code ? [choice.code] : []))
    const done = await perform(
      'publish',
      { targets: open ? [...others, target.code] : others },
      { id: plan.id, version: data.version },
    ).catch((error: unknown) => void message.error(say(textOf(error))))
    if (!done) message.warning(say(words.notDone))
  }
  return (
    <span className="plan-switch" title={say(words.publishHelp)}>
      <Switch
        aria-label={say(words.publish)}
        checked={target.open}
        disabled={!data || target.left !== undefined}
        loading={busy !== undefined}
        onChange={(open) => void change(open)}
      />
      <span>{say(words.publish)}</span>
    </span>
  )
}
