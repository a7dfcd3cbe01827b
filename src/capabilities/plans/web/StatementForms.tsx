import { OperationForm } from '../../../ui/OperationForm.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Evidence, Statement } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { statement as workflow } from '../workflows.ts'
import { EvidenceField } from './EvidenceField.tsx'

const { withdraw, attach, withdrawEvidence } = workflow.operations
type Props = { statement: Statement; leave: () => void }

/** Takes a statement back, with the reason; another may be entered for that day then. */
export function WithdrawForm({ statement: { id }, leave }: Props) {
  const { perform, ...performing } = usePerform(workflow)
  return (
    <OperationForm
      operation={withdraw}
      fields={{ reason: words.reason }}
      submit={(input) => perform('withdraw', input, { id })}
      performing={performing}
      draft={`statement/${id}/withdraw`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

/** More files to a statement. */
export function AttachForm({ statement: { id }, leave }: Props) {
  const { perform, ...performing } = usePerform(workflow)
  return (
    <OperationForm
      operation={attach}
      fields={{ evidence: { text: words.evidence, draw: (field) => <EvidenceField {...field} /> } }}
      submit={(input) => perform('attach', input, { id })}
      performing={performing}
      draft={`statement/${id}/attach`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

/** One file proves nothing any more, and why. */
export function WithdrawEvidenceForm({ statement: { id }, evidence: { checksum }, leave }: Props & { evidence: Evidence }) {
  const { perform, ...performing } = usePerform(workflow)
  return (
    <OperationForm
      operation={withdrawEvidence}
      fields={{ checksum: null, reason: words.reason }}
      fixed={{ checksum }}
      submit={(input) => perform('withdrawEvidence', input, { id })}
      performing={performing}
      draft={`statement/${id}/evidence/${checksum}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
