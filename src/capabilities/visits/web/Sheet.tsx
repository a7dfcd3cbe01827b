import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { OpenedCase } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useCase } from '../../../ui/useCase.ts'
import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { Changed } from './Changed.tsx'
import { Diagnoses } from './Diagnoses.tsx'
import { Footer } from './Footer.tsx'
import { Disposition, LongText, ShortText } from './fields.tsx'
import { History } from './History.tsx'
import { firstField, goTo, moveOnEnter } from './moving.ts'
import { useEarlier, visitFlow } from './queries.ts'
import { Slip } from './Slip.tsx'
import { Strip } from './Strip.tsx'
import { SheetContext } from './sheet-context.ts'
import { useVisit } from './useVisit.ts'
import { VitalRow } from './VitalRow.tsx'
import { words } from './words.ts'

/** One visit, opened by its id. */
export function Sheet({ id, leave }: { id: string; leave: (words?: 'closed') => void }): ReactNode {
  const { data, error, refetch } = useCase(visitFlow, id)
  if (data) return <Opened opened={data as OpenedCase<Visit>} leave={leave} />
  return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
}

/** Who, what was found, what it is, what was done: top to bottom as a visit goes, Enter leading through it. */
function Opened({ opened, leave }: { opened: OpenedCase<Visit>; leave: (words?: 'closed') => void }) {
  const say = useSay()
  const root = useRef<HTMLElement>(null)
  const desk = useVisit(opened)
  const last = useLast(opened.case)
  const editable = opened.state === 'in-progress' || (opened.state === 'finished' && opened.verbs['amend'] === true)
  const fill = opened.state === 'in-progress'
  const [fresh, setFresh] = useState(true)
  // The first field of an open visit, or the button that goes on from any other state, has the keys; a visit that is closed lets them go.
  useEffect(() => {
    if (fill) goTo(firstField(root.current))
    else if (fresh) goTo(root.current?.querySelector<HTMLElement>('[data-finish]'))
    setFresh(false)
  }, [fill, fresh])
  useEffect(() => {
    const wrong = desk.failures > 0 && root.current?.querySelector('.desk-problem[id]')
    if (wrong) goTo(document.getElementById(wrong.id.replace(/-problem$/, '')))
  }, [desk.failures])
  return (
    <SheetContext value={{ ...desk, editable, last }}>
      <article className="desk-sheet" ref={root} onKeyDown={moveOnEnter} aria-label={say(texts.visit)}>
        <Strip opened={opened} />
        {desk.changed && <Changed id={opened.id} refusal={desk.refusal} take={desk.takeNewest} />}
        <div className="desk-fields">
          <ShortText field="complaint" label={texts.complaint} />
          <LongText field="history" label={words.history} />
          <VitalRow />
          <Diagnoses />
          <Disposition />
          <LongText field="advice" label={words.advice} />
        </div>
        <Footer opened={opened} leave={leave} />
        <History id={opened.id} />
      </article>
      <Slip opened={opened} />
    </SheetContext>
  )
}

/** The visit before this one, for its diagnoses and measures. */
function useLast(visit: Visit): Visit | undefined {
  const earlier = useEarlier(visit.patient).data
  const row = earlier?.find(
    ({ id, state, diagnosis, at }) => id !== visit.id && state === 'finished' && diagnosis && at <= (visit.startedAt ?? visit.registeredAt),
  )
  return useCase(visitFlow, row?.id).data?.case as Visit | undefined
}
