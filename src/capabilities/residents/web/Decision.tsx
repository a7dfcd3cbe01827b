import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { textOf } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useCase, useHistory } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Identity } from '../identity/shape.ts'
import { identity } from '../identity/workflow.ts'
import { texts } from '../texts.ts'
import { identityWords as words } from './identity-words.ts'
import { Reasoned } from './Reasoned.tsx'

/** One decision: who made it and why, what became of it, and its taking back. */
export function Decision({ id, open, leave }: { id: string; open: (a: string, b: string) => void; leave: () => void }) {
  const say = useSay()
  const { data, error, refetch } = useCase(identity, id)
  const { data: versions } = useHistory(identity, id)
  const { perform, busy, refusal, failure } = usePerform(identity)
  const [asking, setAsking] = useState(false)
  const made = data?.case as Identity | undefined
  return (
    <Drawer open onClose={leave} size={560} title={say(texts.identity)}>
      {!data || !made ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <>
          <p>
            <StateBadge state={made.state} states={identity.kind.states} /> {made.decidedBy} · {minute(made.decidedAt)}
          </p>
          <p>{made.reason}</p>
          {made.moved.length > 0 && <p className="cw-muted">{say(words.movedCount, { n: made.moved.length })}</p>}
          {made.undone && <p>{say(words.takenBackFor, { reason: made.undone })}</p>}
          <div className="cw-row cw-gap">
            <Button onClick={() => open(made.a, made.b)}>{say(words.sideBySide)}</Button>
            {made.state !== 'undone' && data.verbs['undo'] === true && !asking && (
              <Button onClick={() => setAsking(true)}>{say(texts.undoIdentity)}</Button>
            )}
          </div>
          {asking && (
            <Reasoned
              verb={say(texts.undoIdentity)}
              help=""
              ready
              danger
              busy={busy !== undefined}
              problem={(refusal ?? failure) && say(textOf(refusal ?? failure))}
              confirm={async (reason) => {
                if (await perform('undo', { reason }, { id, version: data.version })) setAsking(false)
              }}
              leave={() => setAsking(false)}
            />
          )}
          <h2>{say(words.history)}</h2>
          {versions && (
            <Timeline
              versions={versions}
              show={({ case: then }) => <StateBadge state={(then as Identity).state} states={identity.kind.states} />}
            />
          )}
        </>
      )}
    </Drawer>
  )
}
