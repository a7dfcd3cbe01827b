import { Radio } from 'antd'
import { Choice } from '../../../ui/Choice.tsx'
import type { Field, FieldView } from '../../../ui/FieldControl.tsx'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { TargetAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { statement as workflow } from '../workflows.ts'
import { EvidenceField } from './EvidenceField.tsx'
import { unitText } from './value.ts'

const { state } = workflow.operations

/** A value entered by hand: of which unit, as of which day, what proves it. Somebody else's value of the same unit and day is said by name. */
export function StateForm({ answer, unit, leave }: { answer: TargetAnswer; unit?: string; leave: () => void }) {
  const { plan, target, units } = answer
  const { perform, ...performing } = usePerform(workflow)
  const { post } = useSession()
  const own = units.find(({ id }) => id === post?.organization.id) ?? (units.length === 1 ? units[0] : undefined)
  const chosen = unit ?? own?.id
  const yes = 'stated' in target.measure && target.measure.stated === 'yes'
  const counted = target.unit === 'percent' ? words.percentUnit : unitText(target.unit)
  const value: FieldView = yes
    ? { text: words.unitValue, draw: (field) => <YesField {...field} /> }
    : { text: words.unitValue, ...(counted ? { unit: counted } : {}) }
  return (
    <OperationForm
      operation={state}
      fields={{
        plan: null,
        target: null,
        unit: {
          text: words.unit,
          draw: (field) => <UnitField {...field} units={units} />,
        },
        day: words.day,
        value,
        note: words.note,
        evidence: { text: words.evidence, draw: (field) => <EvidenceField {...field} /> },
      }}
      initial={{ day: today(), ...(chosen ? { unit: chosen } : {}) }}
      fixed={{ plan: plan.id, target: target.code }}
      submit={(input) => perform('state', input)}
      performing={performing}
      draft={`plan/${plan.id}/${target.code}/state/${unit ?? ''}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

function UnitField({ id, value, onChange, units }: Field & { units: TargetAnswer['units'] }) {
  return (
    <Choice
      {...(id ? { id } : {})}
      value={typeof value === 'string' ? value : ''}
      options={units.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(unit) => onChange?.(unit)}
    />
  )
}

function YesField({ id, value, onChange }: Field) {
  const say = useSay()
  return (
    <Radio.Group
      {...(id ? { id } : {})}
      value={value}
      options={[
        { value: 1, label: say(words.yes) },
        { value: 0, label: say(words.no) },
      ]}
      onChange={({ target }) => onChange?.(target.value)}
    />
  )
}
