import type { OpenedCase } from '../../../ui/contract.ts'
import { clock, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ageOf, sexOf } from '../../../ui/PatientPicker.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { usePatient, visitFlow } from './queries.ts'
import { words } from './words.ts'

/** Who it is, as the session may see it, and what kind of visit. */
export function Strip({ opened }: { opened: OpenedCase<Visit> }) {
  const say = useSay()
  const { case: visit, state } = opened
  const patient = usePatient(visit.patient).data?.case
  return (
    <header className="desk-strip">
      <strong>{shown(patient?.name)}</strong>
      <span>{patient && sexOf(patient.sex, say)}</span>
      <span title={patient?.birthDate}>{ageOf(patient?.birthDate, say)}</span>
      <span>{patient?.idCard}</span>
      <span>{patient?.phone}</span>
      {patient?.state === 'deceased' && <b className="cw-bad">{say(words.dead)}</b>}
      <span className="desk-kind">
        {visit.priority !== 'routine' && <b className="cw-bad">{say(texts[visit.priority])}</b>} {say(texts[visit.class])} ·{' '}
        {say(visit.first ? texts.first : texts.return)}
        {visit.department && ` · ${visit.department.name}`} · {clock(visit.startedAt ?? visit.registeredAt)}
        <StateBadge state={state} states={visitFlow.kind.states} />
      </span>
    </header>
  )
}
