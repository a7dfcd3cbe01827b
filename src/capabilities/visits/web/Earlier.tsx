import { day, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { useEarlier, visitFlow } from './queries.ts'
import { words } from './words.ts'

/** The patient's other visits anywhere in the county, newest first. */
export function Earlier({ visit }: { visit: string | null }) {
  const say = useSay()
  const patient = useCase(visitFlow, visit ?? undefined).data?.case.patient
  const { data } = useEarlier(patient)
  const rows = data?.filter(({ id, state }) => id !== visit && state !== 'cancelled')
  return (
    <aside className="desk-earlier" aria-label={say(words.lastVisits)}>
      <h2>{say(words.lastVisits)}</h2>
      {rows?.length === 0 && <p className="cw-muted">{say(words.noLastVisits)}</p>}
      <ol>
        {rows?.map((row) => (
          <li key={row.id}>
            <time>{day(row.at)}</time>
            <span>{shown(row.diagnosis)}</span>
            <small>{row.org_name}</small>
          </li>
        ))}
      </ol>
    </aside>
  )
}
