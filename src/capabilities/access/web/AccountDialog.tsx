import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Popconfirm } from 'antd'
import { api } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay, useSession } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { useSubmit } from '../../../ui/useSubmit.ts'
import type { Account, Issued } from '../contract.ts'
import { texts } from '../texts.ts'
import { Posts } from './Posts.tsx'
import { RecordDialog } from './RecordDialog.tsx'
import { accountsKey } from './useAdministration.ts'

type Entered = {
  login: string
  name: string
  practitioner?: string | undefined
  disabled?: boolean
  grants?: readonly { organization?: string; role?: string }[]
}

/** A new account, or one that exists: name, staff number, posts, disabling, a new password. */
export function AccountDialog({ account, done }: { account: Account | undefined; done: (issued?: Issued) => void }) {
  const say = useSay()
  const may = useMay()
  const session = useSession()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const changed = () => queries.invalidateQueries({ queryKey: accountsKey })
  const { busy, refused, submit } = useSubmit<Entered>(form, async ({ login, practitioner, disabled, grants = [], name }) => {
    const number = practitioner?.trim() || undefined
    const issued = account
      ? await api.put<Issued>(`/admin/accounts/${encodeURIComponent(account.login)}`, {
          name,
          practitioner: number ?? null,
          disabled,
          grants,
        })
      : await api.post<Issued>('/admin/accounts', { login, name, practitioner: number, grants })
    await changed()
    done(issued)
  })
  const reset = useSubmit<undefined>(form, async () => {
    const issued = await api.post<Issued>(`/admin/accounts/${encodeURIComponent(account?.login ?? '')}/reset`)
    await changed()
    done(issued)
  })
  const writable = may(account ? 'accounts.change' : 'accounts.create')
  const required = { required: true, whitespace: true, message: say(texts.required) }
  return (
    <RecordDialog<Entered>
      title={account ? say(texts.account, { login: account.login }) : say(texts.newAccount)}
      form={form}
      initialValues={{
        ...(account ? { name: account.name, practitioner: account.practitioner ?? '', disabled: account.disabled } : {}),
        grants: account?.grants.map(({ organization, role }) => ({ organization: organization.id, role })) ?? [{}],
      }}
      writable={writable}
      first={account ? undefined : 'login'}
      busy={busy}
      problem={refused ?? reset.refused}
      submit={submit}
      close={() => done()}
      after={
        account &&
        may('accounts.reset') && (
          <Popconfirm
            title={say(texts.resetSure)}
            okText={say(texts.reset)}
            cancelText={say(kit.cancel)}
            onConfirm={() => reset.submit(undefined)}
          >
            <Button loading={reset.busy}>{say(texts.reset)}</Button>
          </Popconfirm>
        )
      }
    >
      <div className="cw-pair">
        {!account && (
          <Form.Item name="login" label={say(texts.login)} extra={say(texts.loginHelp)} rules={[required]}>
            <Input autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={64} />
          </Form.Item>
        )}
        <Form.Item name="name" label={say(texts.name)} rules={[required]}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="practitioner" label={say(texts.practitioner)} extra={say(texts.practitionerHelp)}>
          <Input autoComplete="off" maxLength={64} />
        </Form.Item>
      </div>
      <Posts named={account?.grants ?? []} />
      {account && account.login !== session.login && (
        <Form.Item name="disabled" valuePropName="checked">
          <Checkbox>{say(texts.disable)}</Checkbox>
        </Form.Item>
      )}
    </RecordDialog>
  )
}
