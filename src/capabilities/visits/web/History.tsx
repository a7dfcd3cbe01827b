import { useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useHistory } from '../../../ui/useCase.ts'
import type { Visit } from '../shape.ts'
import { visitFlow } from './queries.ts'
import { words } from './words.ts'

/** Who changed what of the visit, and where and with whom it was then. Read only when it is unfolded. */
export function History({ id }: { id: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const { data } = useHistory(visitFlow, open ? id : undefined)
  return (
    <details className="cw-no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say(words.changes)}</summary>
      {data && <Timeline versions={data} show={({ case: then }) => <Then visit={then as Visit | null} />} />}
    </details>
  )
}

function Then({ visit }: { visit: Visit | null }) {
  if (!visit) return null
  return (
    <p>
      <StateBadge state={visit.state} states={visitFlow.kind.states} />{' '}
      {[visit.department?.name, visit.practitioner?.name, visit.reason].filter(Boolean).join(' · ')}
    </p>
  )
}
