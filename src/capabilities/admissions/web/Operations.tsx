import { healings, incisions, operationLevels } from '../../../patterns/codes/value-sets.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Admission } from '../shape.ts'
import { texts } from '../texts.ts'
import { Code } from './Diagnoses.tsx'
import { moment, named } from './stay-facts.ts'
import { Table } from './Table.tsx'

const head = [
  texts.operation,
  texts.diagnosisCode,
  texts.operationDay,
  texts.operationLevel,
  texts.surgeon,
  texts.assistants,
  texts.incision,
  texts.healing,
  texts.anaesthesia,
  texts.anaesthetist,
]
/** The operations of a stay in the order of the page. */
export function Operations({ stay: { operations } }: { stay: Admission }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(texts.operation)}</h2>
      {operations.length === 0 && <p className="cw-muted">{say(texts.noOperations)}</p>}
      {operations.length > 0 && (
        <Table
          title={texts.operation}
          head={head}
          rows={operations.map((o) => [
            o.text,
            <Code key="code" of={o} />,
            o.at && moment(o.at),
            named(operationLevels, o.level, say),
            o.surgeon,
            [o.assistant1, o.assistant2].filter(Boolean).join('、'),
            named(incisions, o.incision, say),
            named(healings, o.healing, say),
            o.anaesthesia,
            o.anaesthetist,
          ])}
        />
      )}
    </section>
  )
}
