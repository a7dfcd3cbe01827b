import type { OpenedCase } from '../../../ui/contract.ts'
import type { Field } from '../../../ui/FieldControl.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Task } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { task as workflow } from '../workflows.ts'
import { EvidenceField } from './EvidenceField.tsx'

export type TaskVerb = 'report' | 'finish' | 'reopen' | 'drop'
const { operations } = workflow
const evidence = { text: words.evidence, draw: (field: Field) => <EvidenceField {...field} /> }

/** How far a task is, that it is done, that it is open again, or that it falls away and why. */
export function TaskForm({ verb, opened: { id, version, verbs } }: { verb: TaskVerb; opened: OpenedCase<Task> }) {
  const { perform, ...performing } = usePerform(workflow)
  const target = { id, version }
  const common = { performing, draft: `task/${id}/${verb}`, ...(verbs[verb] ? { allowed: verbs[verb] } : {}) }
  switch (verb) {
    case 'report':
      return (
        <OperationForm
          operation={operations.report}
          fields={{ text: words.progress, percent: { text: words.percent, unit: words.percentUnit }, evidence }}
          submit={(input) => perform('report', input, target)}
          {...common}
        />
      )
    case 'finish':
      return (
        <OperationForm
          operation={operations.finish}
          fields={{ text: words.progress, evidence }}
          submit={(input) => perform('finish', input, target)}
          {...common}
        />
      )
    case 'reopen':
      return (
        <OperationForm
          operation={operations.reopen}
          fields={{ reason: words.reason }}
          submit={(input) => perform('reopen', input, target)}
          {...common}
        />
      )
    case 'drop':
      return (
        <OperationForm
          operation={operations.drop}
          fields={{ reason: words.reason }}
          submit={(input) => perform('drop', input, target)}
          {...common}
        />
      )
  }
}
