import { App, Button, Input } from 'antd'
import { textOf } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { PlanHead } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { plan as workflow } from '../workflows.ts'

/** Ends a plan, with a reason; it stays readable. For who may, while it is in force. */
export function ClosePlan({ plan }: { plan: Pick<PlanHead, 'id' | 'state'> }) {
  const say = useSay()
  const { modal, message } = App.useApp()
  const allowed = useMay()('plan.close') && plan.state === 'adopted'
  const { data } = useCase(workflow, allowed ? plan.id : undefined)
  const { perform, busy } = usePerform(workflow)
  if (!allowed) return null
  const { close } = workflow.operations
  const ask = () => {
    let reason = ''
    modal.confirm({
      title: say(close.confirm ?? close.text),
      content: (
        <Input.TextArea
          aria-label={say(words.closeReason)}
          placeholder={say(words.closeReason)}
          onChange={({ target }) => (reason = target.value)}
        />
      ),
      okText: say(close.text),
      cancelText: say(kit.cancel),
      icon: null,
      onOk: async () => {
        if (!reason.trim() || !data) throw new Error() // stays open until there is a reason
        const done = await perform('close', { reason: reason.trim() }, { id: plan.id, version: data.version }).catch(
          (error: unknown) => void message.error(say(textOf(error))),
        )
        if (!done) message.warning(say(words.notDone))
      },
    })
  }
  return (
    <Button onClick={ask} disabled={!data} loading={busy !== undefined}>
      {say(close.text)}
    </Button>
  )
}
