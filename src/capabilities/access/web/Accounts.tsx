import { Button, Input, Typography } from 'antd'
import { useMemo, useState } from 'react'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { accountStates, stateOf } from '../account-state.ts'
import type { Account, Issued } from '../contract.ts'
import { texts } from '../texts.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useAccounts, useRoles } from './useAdministration.ts'

const columns: readonly ListColumn[] = [
  { name: 'login', text: texts.login, kind: 'text', width: 144 },
  { name: 'name', text: texts.name, kind: 'person' },
  { name: 'posts', text: texts.posts, kind: 'text', width: 360 },
  { name: 'state', text: texts.state, kind: 'state', width: 112 },
  { name: 'lockedUntil', text: texts.lockedUntil, kind: 'instant' },
]
/** Every account of the county; one opens into its posts, its state and a new password. */
export default function Accounts() {
  const say = useSay()
  const may = useMay()
  const { data: accounts, error, refetch } = useAccounts()
  const roles = useRoles()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<Account | 'new'>()
  const [issued, setIssued] = useState<Issued>()
  const rows = useMemo(() => {
    const names = new Map(roles.data?.roles.map(({ role, name }) => [role, say(name)]))
    const sought = typed.trim().toLowerCase()
    return (accounts ?? [])
      .filter(({ login, name }) => login.includes(sought) || name.toLowerCase().includes(sought))
      .map((account) => ({
        id: account.login,
        login: account.login,
        name: account.name,
        posts: account.grants.map(({ organization, role }) => `${organization.name} ${names.get(role) ?? role}`).join(' · '),
        state: stateOf(account),
        lockedUntil: account.lockedUntil,
      }))
  }, [accounts, roles.data, typed, say])
  if (error && !accounts) return <Failure error={error} retry={() => void refetch()} />
  if (!accounts) return <Loading />
  const done = (now?: Issued) => {
    setOpen(undefined)
    if (now?.password) setIssued(now)
  }
  return (
    <>
      <h1>{say(texts.accounts)}</h1>
      <Sheet
        title={say(texts.accounts)}
        columns={columns}
        rows={rows}
        states={accountStates}
        onOpen={({ id }) => setOpen(accounts.find(({ login }) => login === id))}
      >
        {may('accounts.create') && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {say(texts.newAccount)}
          </Button>
        )}
        <Input
          type="search"
          className="cw-list-search"
          value={typed}
          aria-label={say(kit.quickSearch)}
          placeholder={`${say(texts.login)}, ${say(texts.name)}`}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Sheet>
      {open && <AccountDialog account={open === 'new' ? undefined : open} done={done} />}
      {issued && (
        <ShownOnce title={say(texts.oneTime, { login: issued.login })} help={say(texts.oneTimeHelp)} close={() => setIssued(undefined)}>
          <Typography.Paragraph copyable code>
            {issued.password}
          </Typography.Paragraph>
        </ShownOnce>
      )}
    </>
  )
}
