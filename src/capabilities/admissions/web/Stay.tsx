import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { ageOf, sexOf } from '../../../ui/PatientPicker.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { useCase } from '../../../ui/useCase.ts'
import { type FrontPage, qualityOf } from '../quality.ts'
import { staffRoles } from '../shape.ts'
import { texts } from '../texts.ts'
import { admission } from '../workflow.ts'
import { Costs } from './Costs.tsx'
import { Diagnoses } from './Diagnoses.tsx'
import { Facts } from './Facts.tsx'
import { Operations } from './Operations.tsx'
import { useOrganizationName, usePatient } from './queries.ts'
import { factsOf } from './stay-facts.ts'

/** One stay as its front page tells it, to be read and printed. */
export function Stay({ id }: { id: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const { data, error, refetch } = useCase(admission, id)
  const stay = data?.case
  const { data: patient } = usePatient(stay?.patient)
  const organization = useOrganizationName(stay?.organization)
  if (!stay) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  const who = patient?.case
  const doubts = who ? qualityOf({ page: stay, person: who } satisfies FrontPage) : []
  return (
    <article className="stay">
      <header className="cw-between">
        <div>
          <h1>
            {who?.name ?? say(texts.stays)}{' '}
            {who && <span className="cw-muted">{`${sexOf(who.sex, say)} ${ageOf(who.birthDate, say, stay.admittedAt.slice(0, 10))}`}</span>}
          </h1>
          <p className="cw-muted">{[organization, stay.number, who?.idCard].filter(Boolean).join(' · ')}</p>
        </div>
        <div className="cw-row">
          <StateBadge state={stay.state} states={admission.kind.states} />
          <span className="cw-row cw-no-print">
            <Button onClick={() => window.print()}>{say(words.print)}</Button>
            <Button onClick={() => navigate('/admissions')}>{say(texts.back)}</Button>
          </span>
        </div>
      </header>
      {doubts.length > 0 && (
        <section className="stay-doubts cw-no-print" aria-label={say(texts.doubts)}>
          <strong>{say(texts.doubts)}</strong>
          <ul>
            {doubts.map(({ name, text }) => (
              <li key={name}>{say(text)}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say(texts.stays)}</h2>
        <Facts facts={factsOf(stay, say)} />
      </section>
      <Diagnoses stay={stay} />
      <Operations stay={stay} />
      <Costs cost={stay.cost} />
      <section>
        <h2>{say(texts.people)}</h2>
        <Facts facts={staffRoles.map((role) => [texts[role], stay.staff[role]] as const)} />
      </section>
    </article>
  )
}
