import { useState } from 'react'
import { day, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCase } from '../../../ui/useCase.ts'
import type { Visit } from '../shape.ts'
import { entryOf, signs } from './entry.ts'
import { useEarlier, type VisitRow, visitFlow } from './queries.ts'
import { words } from './words.ts'

/** The patient's other visits anywhere in the county, newest first; each unfolds to what was found and done. */
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
          <EarlierVisit key={row.id} row={row} />
        ))}
      </ol>
    </aside>
  )
}

function EarlierVisit({ row }: { row: VisitRow }) {
  const [open, setOpen] = useState(false)
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time>{day(row.at)}</time>
          <span>{shown(row.diagnosis)}</span>
          <small>{row.org_name}</small>
        </summary>
        {open && <Found id={row.id} />}
      </details>
    </li>
  )
}

/** Read only when it is unfolded: every look at a visit is in the audit trail. */
function Found({ id }: { id: string }) {
  const say = useSay()
  const visit = useCase(visitFlow, id).data?.case as Visit | undefined
  if (!visit) return null
  const entry = entryOf(visit)
  const measured = signs.flatMap((sign) => (entry[sign] ? [`${say(words[sign])} ${entry[sign]}`] : []))
  const lines = [entry.complaint, entry.history, measured.join(' · '), entry.diagnoses.map(({ name }) => name).join('，'), entry.advice]
  return (
    <>
      {lines
        .filter((line) => line)
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      {visit.practitioner && <small>{visit.practitioner.name}</small>}
    </>
  )
}
