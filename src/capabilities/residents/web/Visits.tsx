import { day, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useVisits } from './queries.ts'
import { words } from './words.ts'

/** The timeline of visits, newest first, wherever in the county they were. */
export function Visits({ patient }: { patient: string }) {
  const say = useSay()
  const { data, error, refetch } = useVisits(patient)
  return (
    <section className="resident-visits">
      <h2>{say(words.visits)}</h2>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && <p className="cw-muted">{say(words.noVisits)}</p>}
      <ol className="cw-timeline">
        {data?.map((row) => (
          <li key={row.id}>
            <p>
              <time dateTime={row.at}>{day(row.at)}</time>
              <strong>{shown(row.diagnosis)}</strong>
              <span className="cw-muted">
                {row.org_name} {row.practitioner_name}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
