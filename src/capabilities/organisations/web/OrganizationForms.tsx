import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { Choice } from '../../../ui/Choice.tsx'
import type { Field } from '../../../ui/FieldControl.tsx'
import { useSay } from '../../../ui/language.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import { levelTexts } from '../lists.ts'
import { levels, type Organization } from '../organization/shape.ts'
import { texts } from '../texts.ts'
import { organization } from '../workflows.ts'
import { OrganizationField, OrganizationsField } from './fields.tsx'

const { operations } = organization
type Opened = { id: string; version: number; subject: Organization; leave: () => void }

/** WS 218 types by name; departments write their 诊疗科目 code. */
function TypeField({ id, value, onChange }: Field) {
  const say = useSay()
  return (
    <Choice
      {...(id ? { id } : {})}
      clearable
      value={typeof value === 'string' ? value : ''}
      options={Object.entries(institutionTypes).map(([code, text]) => ({ value: code, label: `${code} ${say(text)}` }))}
      onChange={(code) => onChange?.(code)}
    />
  )
}

/** How the details look in both forms; `level` decides what a type is. */
const details = (level: Organization['level'] | undefined) => ({
  code: texts.code,
  name: texts.name,
  nameEn: texts.nameEn,
  type:
    level === 'department'
      ? { text: texts.subject, help: texts.unknownSubject }
      : { text: texts.type, draw: (field: Field) => <TypeField {...field} /> },
  grade: level === 'institution' ? texts.grade : null,
  parent: { text: texts.parent, draw: (field: Field) => <OrganizationField {...field} among={(n) => n.level !== 'department'} /> },
  lead: level === 'group' ? { text: texts.lead, draw: (field: Field) => <OrganizationField {...field} /> } : null,
  township: texts.township,
  village: texts.village,
  beds: texts.beds,
  populationServed: texts.populationServed,
  from: texts.from,
})

/** What hangs one level lower than the parent, as a first guess. */
const lower = (parent: Organization | undefined): Organization['level'] | undefined =>
  parent && (parent.level === 'institution' ? 'department' : levels[levels.indexOf(parent.level) + 1])

export function CreateForm({ parent, leave, done }: { parent?: Organization; leave: () => void; done: (id: string) => void }) {
  const { perform, ...performing } = usePerform(organization)
  const level = lower(parent)
  return (
    <OperationForm
      operation={operations.create}
      fields={{ ...details(level), level: { text: texts.level, choices: levelTexts } }}
      initial={parent ? { parent: parent.id, ...(level ? { level } : {}) } : {}}
      submit={(input) => perform('create', input)}
      performing={performing}
      draft={`organization/create/${parent?.id ?? ''}`}
      onDone={({ id }) => done(id)}
      onCancel={leave}
    />
  )
}

export function AmendForm({ id, version, subject, leave }: Opened) {
  const { perform, ...performing } = usePerform(organization)
  const { state: _, successors: __, reason: ___, id: ____, to: _____, level, ...initial } = subject
  return (
    <OperationForm
      operation={operations.amend}
      fields={{ ...details(level), reason: texts.reason }}
      initial={initial}
      submit={(input) => perform('amend', input, { id, version })}
      performing={performing}
      draft={`organization/amend/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function CloseForm({ id, version, leave }: Opened) {
  const { perform, ...performing } = usePerform(organization)
  return (
    <OperationForm
      operation={operations.close}
      fields={{
        reason: texts.reason,
        to: texts.to,
        successors: { text: texts.successors, draw: (field) => <OrganizationsField {...field} /> },
      }}
      submit={(input) => perform('close', input, { id, version })}
      performing={performing}
      draft={`organization/close/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function ReopenForm({ id, version, leave }: Opened) {
  const { perform, ...performing } = usePerform(organization)
  return (
    <OperationForm
      operation={operations.reopen}
      fields={{ reason: texts.reason }}
      submit={(input) => perform('reopen', input, { id, version })}
      performing={performing}
      draft={`organization/reopen/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
