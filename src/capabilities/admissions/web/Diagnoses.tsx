import type { Text } from '../../../kernel/grammar/texts.ts'
import { onAdmission } from '../../../patterns/codes/value-sets.ts'
import { shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Admission, Diagnosis, Said } from '../shape.ts'
import { texts } from '../texts.ts'
import { named } from './stay-facts.ts'
import { Table } from './Table.tsx'

/** The diagnoses of a stay in the order of the page, the main one first; what stands apart on the form stands below. */
export function Diagnoses({ stay }: { stay: Admission }) {
  const say = useSay()
  const row = (kind: Text, d: Diagnosis | Said | undefined) =>
    d ? [[say(kind), d.text, <Code key="code" of={d} />, 'onAdmission' in d ? named(onAdmission, d.onAdmission, say) : undefined]] : []
  const rows = [
    ...stay.diagnoses.flatMap((d, i) => row(i ? texts.otherDiagnosis : texts.main, d)),
    ...row(texts.outpatientDiagnosis, stay.outpatientDiagnosis),
    ...row(texts.externalCause, stay.externalCause),
    ...row(texts.pathology, stay.pathology),
  ]
  return (
    <section>
      <h2>{say(texts.diagnosisList)}</h2>
      <Table title={texts.diagnosisList} head={[texts.kind, texts.diagnosisName, texts.diagnosisCode, texts.onAdmission]} rows={rows} />
      {stay.details.pathologyNumber && <p className="cw-muted">{`${say(texts.pathologyNumber)} ${stay.details.pathologyNumber}`}</p>}
    </section>
  )
}

/** A code, and whether it is still the institution's own. */
export function Code({ of: { coded } }: { of: Said }) {
  const say = useSay()
  return (
    <span>
      {shown(coded?.code)} {coded?.local && <span className="cw-muted">{`（${say(texts.untranslated)}）`}</span>}
    </span>
  )
}
