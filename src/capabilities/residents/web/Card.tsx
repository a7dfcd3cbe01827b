import { Button } from 'antd'
import { useState } from 'react'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useCase, useHistory } from '../../../ui/useCase.ts'
import { texts } from '../texts.ts'
import { Change, type Verb } from './Change.tsx'
import { Facts } from './Facts.tsx'
import { residentFlow } from './queries.ts'
import { Visits } from './Visits.tsx'
import { words } from './words.ts'

const verbsIn: Readonly<Record<Resident['state'], readonly Verb[]>> = {
  active: ['amend', 'recordDeath', 'annul'],
  deceased: ['undoDeath', 'amend'],
  'entered-in-error': [],
}

/** One resident as this institution (or another) knows him: the facts, what may be done and why not, the visits, who changed what. */
export function Card({ id }: { id: string }) {
  const say = useSay()
  const { data: opened, error, refetch } = useCase(residentFlow, id)
  const [doing, setDoing] = useState<Verb>()
  if (!opened) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  const resident = opened.case as Resident
  const why = (verb: Verb) => (opened.verbs[verb] === true ? undefined : opened.verbs[verb])
  const barred = verbsIn[resident.state].map(why).find((one) => one !== undefined)
  return (
    <div className="resident-card">
      <section className="resident-sheet">
        <div className="cw-between">
          <h1>{resident.name}</h1>
          <StateBadge state={resident.state} states={residentFlow.kind.states} />
        </div>
        {doing ? (
          <Change opened={{ ...opened, case: resident }} verb={doing} done={() => setDoing(undefined)} />
        ) : (
          <Facts resident={resident} />
        )}
        {!doing && (
          <div className="cw-row cw-no-print">
            {verbsIn[resident.state].map((verb) => (
              <span key={verb} title={why(verb) && say(why(verb)!)}>
                <Button disabled={why(verb) !== undefined} danger={verb === 'annul'} onClick={() => setDoing(verb)}>
                  {say(texts[verb])}
                </Button>
              </span>
            ))}
          </div>
        )}
        {!doing && barred && <p className="cw-muted cw-small">{say(barred)}</p>}
        <History id={id} />
      </section>
      <Visits patient={id} />
    </div>
  )
}

/** Read only when it is unfolded. */
function History({ id }: { id: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const { data } = useHistory(residentFlow, open ? id : undefined)
  return (
    <details className="cw-no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say(words.history)}</summary>
      {data && <Timeline versions={data} />}
    </details>
  )
}
