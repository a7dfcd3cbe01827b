import { Button } from 'antd'
import { useState } from 'react'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { Role } from '../contract.ts'
import { texts } from '../texts.ts'
import { RoleDialog, updateWords } from './RoleDialog.tsx'
import { useRoles } from './useAdministration.ts'

const columns: readonly ListColumn[] = [
  { name: 'name', text: texts.role, kind: 'text' },
  { name: 'role', text: texts.roleCode, kind: 'text', width: 232 },
  {
    name: 'sees',
    text: texts.sees,
    kind: 'code',
    codes: { full: texts.seesFull, masked: texts.seesMasked, none: texts.seesNone },
    width: 240,
  },
  { name: 'verbs', text: texts.verbs, kind: 'text', width: 480 },
  { name: 'updated', text: texts.roleUpdated, kind: 'text', width: 280 },
]

/** What each role may do and how it sees residents. */
export default function Roles() {
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useRoles()
  const [open, setOpen] = useState<Role | 'new'>()
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const rows = data.roles.map(({ role, name, sees, verbs, updates }) => ({
    ...{ id: role, role, name: say(name), sees, verbs: verbs.join(' ') },
    updated: updates
      .slice(-1)
      .map((update) => updateWords(update, say))
      .join(),
  }))
  return (
    <>
      <h1>{say(texts.roles)}</h1>
      <p className="cw-muted">{say(texts.rolesHelp)}</p>
      <Sheet
        title={say(texts.roles)}
        columns={columns}
        rows={rows}
        onOpen={({ id }) => setOpen(data.roles.find(({ role }) => role === id))}
      >
        {may('accounts.roles') && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {say(texts.newRole)}
          </Button>
        )}
      </Sheet>
      {open && <RoleDialog role={open === 'new' ? undefined : open} known={data.verbs} close={() => setOpen(undefined)} />}
    </>
  )
}
