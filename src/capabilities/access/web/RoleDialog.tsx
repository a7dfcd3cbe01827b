import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { api } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { useSubmit } from '../../../ui/useSubmit.ts'
import type { Role, Roles, RoleUpdate } from '../contract.ts'
import { texts } from '../texts.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { rolesKey } from './useAdministration.ts'

type Entered = { role: string; name: readonly [string, string]; verbs: readonly string[]; sees: Role['sees'] }

/** An upgrade's day and what it changed of a role, in one line. */
export const updateWords = ({ at, added, gone }: RoleUpdate, say: ReturnType<typeof useSay>) =>
  [
    minute(at),
    added.length > 0 && say(texts.roleGained, { verbs: added.join(' ') }),
    gone.length > 0 && say(texts.roleLost, { verbs: gone.join(' ') }),
  ]
    .filter(Boolean)
    .join(' · ')

/** A role's name, permissions and sight; a new one has a code too. */
export function RoleDialog({ role, known, close }: { role: Role | undefined; known: Roles['verbs']; close: () => void }) {
  const say = useSay()
  const may = useMay()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const { busy, refused, submit } = useSubmit<Entered>(form, async ({ role: code, ...change }) => {
    await api.put(`/admin/roles/${encodeURIComponent(role?.role ?? code)}`, change)
    await queries.invalidateQueries({ queryKey: rolesKey })
    close()
  })
  const required = { required: true, whitespace: true, message: say(texts.required) }
  const writable = may('accounts.roles')
  const verbs = known.map(({ verb, text }) => ({ value: verb, label: `${say(text)} (${verb})` }))
  return (
    <RecordDialog<Entered>
      title={role ? say(role.name) : say(texts.newRole)}
      form={form}
      initialValues={{ ...(role ? { name: role.name } : {}), verbs: role?.verbs ?? [], sees: role?.sees ?? 'masked' }}
      writable={writable}
      first={role ? undefined : 'role'}
      busy={busy}
      problem={refused}
      submit={submit}
      close={close}
      before={<p className="cw-muted">{say(texts.roleNow)}</p>}
    >
      {!role && (
        <Form.Item
          name="role"
          label={say(texts.roleCode)}
          extra={say(texts.roleCodeHelp)}
          rules={[{ ...required, pattern: /^[a-z][a-z0-9-]{1,39}$/ }]}
        >
          <Input autoCapitalize="off" spellCheck={false} maxLength={40} />
        </Form.Item>
      )}
      <div className="cw-pair">
        <Form.Item name={['name', 0]} label={say(texts.nameChinese)} rules={[required]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={['name', 1]} label={say(texts.nameEnglish)} rules={[required]}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="verbs" label={say(texts.verbs)} extra={say(texts.verbsHelp)} required>
        <Select mode="tags" options={verbs} tokenSeparators={[' ', ',']} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="sees" label={say(texts.sees)} required>
        <Radio.Group
          vertical
          options={[
            { value: 'full', label: say(texts.seesFull) },
            { value: 'masked', label: say(texts.seesMasked) },
            { value: 'none', label: say(texts.seesNone) },
          ]}
        />
      </Form.Item>
      {role && role.updates.length > 0 && (
        <details>
          <summary>{say(texts.roleUpdates)}</summary>
          <ul className="cw-muted cw-small">
            {[...role.updates].reverse().map((update) => (
              <li key={update.at}>{updateWords(update, say)}</li>
            ))}
          </ul>
        </details>
      )}
    </RecordDialog>
  )
}
