import { createPortal } from 'react-dom'
import type { OpenedCase } from '../../../ui/contract.ts'
import { minute, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ageOf, sexOf } from '../../../ui/PatientPicker.tsx'
import { useSession } from '../../../ui/session.tsx'
import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { signs } from './entry.ts'
import { usePatient } from './queries.ts'
import { useSheet } from './sheet-context.ts'
import { words } from './words.ts'

/** Prints the slip alone, on A5. */
export function printSlip() {
  document.body.classList.add('cw-printing')
  window.print()
  document.body.classList.remove('cw-printing')
}

/** The visit on paper: what was typed, saved or not. Shown only to the printer. */
export function Slip({ opened: { case: visit } }: { opened: OpenedCase<Visit> }) {
  const say = useSay()
  const { post } = useSession()
  const { entry } = useSheet()
  const patient = usePatient(visit.patient).data?.case
  const measured = signs.flatMap((sign) => (entry[sign] ? [`${say(words[sign])} ${entry[sign]}`] : []))
  const part = (label: (typeof words)[keyof typeof words] | (typeof texts)[keyof typeof texts], value: string) =>
    value && (
      <p>
        <b>{say(label)}</b> {value}
      </p>
    )
  return createPortal(
    <article className="cw-printed desk-slip">
      <h1>{shown(post?.organization.name)}</h1>
      <h2>{say(words.slip)}</h2>
      <p>
        {shown(patient?.name)}　{sexOf(patient?.sex ?? '', say)}　{ageOf(patient?.birthDate, say)}　{patient?.idCard ?? ''}　
        {patient?.phone ?? ''}
      </p>
      <p>
        {say(texts[visit.class])} · {say(visit.first ? texts.first : texts.return)}
        {visit.department && ` · ${visit.department.name}`}　{minute(visit.startedAt ?? visit.registeredAt)}　{say(words.number)}{' '}
        {visit.number}
      </p>
      <hr />
      {part(texts.complaint, entry.complaint)}
      {part(texts.history, entry.history)}
      {part(texts.vitalSigns, measured.join('　'))}
      {part(words.diagnosis, entry.diagnoses.map(({ name, code }, i) => `${i + 1}. ${name}（${code}）`).join('　'))}
      {part(texts.disposition, say(texts[(entry.disposition || 'home') as 'home']))}
      {part(texts.advice, entry.advice)}
      <footer>
        <span>
          {say(words.signature)} {visit.practitioner?.name ?? ''} ＿＿＿＿＿＿
        </span>
        <span>{say(words.printed, { time: minute(new Date().toISOString()) })}</span>
      </footer>
    </article>,
    document.body,
  )
}
