import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { api } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { Conflicts, QualityMonth } from '../contract.ts'
import { texts } from '../texts.ts'

const columns: readonly ListColumn[] = [
  { name: 'group', text: texts.conflicts, kind: 'number', width: 104 },
  { name: 'name', text: texts.personName, kind: 'text', width: 120 },
  { name: 'sex', text: texts.sex, kind: 'text', width: 80 },
  { name: 'birth', text: texts.birth, kind: 'date', width: 120 },
  { name: 'idCard', text: texts.idNumber, kind: 'text', width: 200 },
  { name: 'organization', text: texts.organization, kind: 'text', width: 240 },
]

/** How many identities are in doubt, and who: nobody is refused for it, but somebody has to look. */
export function Doubts({ counts }: { counts: QualityMonth['conflicts'] }) {
  const say = useSay()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['quality', 'conflicts'],
    queryFn: ({ signal }) => api.get<Conflicts>('/quality/conflicts', undefined, signal),
    enabled: open,
  })
  return (
    <section className="cw-gap">
      <p>
        {say(texts.conflictCount, counts)}{' '}
        {may('person.read') && !open && (
          <Button size="small" onClick={() => setOpen(true)}>
            {say(texts.openConflicts)}
          </Button>
        )}
      </p>
      {open && error && <Failure error={error} retry={() => void refetch()} />}
      {open && !error && !data && <Loading />}
      {data && (
        <Sheet
          title={say(texts.conflicts)}
          columns={columns}
          rows={data.conflicts.flatMap(({ people }, i) => people.map((p, n) => ({ id: `${i}-${n}`, group: i + 1, ...p })))}
        />
      )}
    </section>
  )
}
