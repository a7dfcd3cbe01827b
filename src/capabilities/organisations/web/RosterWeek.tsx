import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { OpenedCase } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Entry, Roster } from '../roster/shape.ts'
import { texts } from '../texts.ts'
import { roster as workflow } from '../workflows.ts'
import { RosterGrid } from './RosterGrid.tsx'

/** One week as a grid that is edited in place: a draft freely, a published week with a reason. */
export function RosterWeek({ opened }: { opened: OpenedCase<Roster> }) {
  const say = useSay()
  const { modal, message } = App.useApp()
  const { case: roster, id, version, state, verbs } = opened
  const [entries, setEntries] = useState<readonly Entry[]>(roster.entries)
  const [reason, setReason] = useState('')
  const { perform, busy, refusal, failure } = usePerform(workflow)
  const save = state === 'draft' ? ('plan' as const) : ('change' as const)
  const changed = entries !== roster.entries
  const target = { id, version }

  const sent = entries.map((entry) => ({ ...entry, practitioner: entry.practitioner.id }))
  const store = async () => {
    const done = await (save === 'plan' ? perform('plan', { entries: sent }, target) : perform('change', { entries: sent, reason }, target))
    if (done) message.success(say(words.saved))
  }
  const finish = async (verb: 'publish' | 'close') => {
    const { confirm, text } = workflow.operations[verb] as { confirm?: typeof texts.close; text: typeof texts.close }
    if (confirm && !(await modal.confirm({ title: say(confirm), okText: say(text), cancelText: say(words.cancel), icon: null }))) return
    await perform(verb, {}, target)
  }
  const button = (verb: 'publish' | 'close') => {
    const allowed = verbs[verb] ?? true
    return (
      <Button disabled={allowed !== true || changed} title={allowed === true ? undefined : say(allowed)} onClick={() => void finish(verb)}>
        {say(workflow.operations[verb].text)}
      </Button>
    )
  }
  const problem = [refusal?.text, ...(refusal?.fields.map((f) => f.text) ?? []), failure?.text].flatMap((text) => (text ? [say(text)] : []))
  return (
    <section aria-label={`${roster.week} ${say(texts.roster)}`}>
      <div className="cw-row org-actions">
        <StateBadge state={state} states={workflow.kind.states} />
        {verbs[save] === true && (
          <>
            {save === 'change' && (
              <Input
                className="org-reason"
                value={reason}
                placeholder={say(texts.reason)}
                aria-label={say(texts.reason)}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
            <Button
              type="primary"
              loading={busy === save}
              disabled={!changed || (save === 'change' && !reason.trim())}
              onClick={() => void store()}
            >
              {say(workflow.operations[save].text)}
            </Button>
          </>
        )}
        {state === 'draft' && button('publish')}
        {state !== 'closed' && button('close')}
      </div>
      {problem.length > 0 && (
        <p className="cw-bad" role="alert">
          {problem.join(' ')}
        </p>
      )}
      <RosterGrid roster={roster} entries={entries} {...(verbs[save] === true ? { change: setEntries } : {})} />
    </section>
  )
}
