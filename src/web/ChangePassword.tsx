import { Alert, Button, Form, Input } from 'antd'
import { api } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'
import { useSubmit } from '../ui/useSubmit.ts'
import { NewPassword } from './NewPassword.tsx'
import { Welcome } from './Welcome.tsx'

type Entered = { old: string; new: string; repeat: string }

/** A new password before anything else: first sign-in, or an administrator reset it. */
export default function ChangePassword({ enter }: { enter: (session: Session | null) => void }) {
  return (
    <Welcome title={texts.changePassword} help={texts.mustChange}>
      <PasswordForm done={enter} />
      <SignOutLink enter={enter} />
    </Welcome>
  )
}

/** Old password, new one twice. Also opened from the account menu. */
export function PasswordForm({ done }: { done: (session: Session) => void }) {
  const say = useSay()
  const [form] = Form.useForm<Entered>()
  const { busy, refused, submit } = useSubmit<Entered>(form, async (words) =>
    done(await api.post<Session>('/session/password', { old: words.old, new: words.new })),
  )
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} size="large">
      <Form.Item name="old" label={say(texts.oldPassword)} rules={[{ required: true, message: say(texts.required) }]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <NewPassword name="new" />
      {refused && <Alert type="error" showIcon title={say(refused)} role="alert" className="cw-gap" />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {say(texts.changePassword)}
      </Button>
    </Form>
  )
}

function SignOutLink({ enter }: { enter: (session: null) => void }) {
  const say = useSay()
  return (
    <Button type="link" block onClick={() => api.delete('/session').finally(() => enter(null))}>
      {say(texts.signOut)}
    </Button>
  )
}
