import { useSay } from '../../../ui/language.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { useEarlier, usePatient, useToday, visitFlow } from './queries.ts'
import { arranged } from './Today.tsx'
import { words } from './words.ts'

/** What a small screen shows of the desk: who is here, the visit, what was before. */
export type Step = 'today' | 'visit' | 'earlier'

/** The three parts of the desk as buttons: how many are here today, whose visit is open, how many were before. */
export function Steps({ visit, step, go }: { visit: string | null; step: Step; go: (step: Step) => void }) {
  const say = useSay()
  const patient = useCase(visitFlow, visit ?? undefined).data?.case.patient
  const name = usePatient(patient).data?.case.name
  const today = arranged(useToday().data ?? []).length
  const earlier = useEarlier(patient).data?.filter(({ id, state }) => id !== visit && state !== 'cancelled').length
  const button = (to: Step, text: (typeof words)[keyof typeof words], more: string | number | undefined) => (
    <button type="button" aria-pressed={step === to} onClick={() => go(to)}>
      {say(text)} <small>{more}</small>
    </button>
  )
  return (
    <fieldset className="desk-steps" aria-label={say(words.steps)}>
      {button('today', words.stepToday, today)}
      {button('visit', words.stepVisit, visit ? name : undefined)}
      {button('earlier', words.stepEarlier, visit ? earlier : undefined)}
    </fieldset>
  )
}
