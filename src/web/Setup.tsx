import { Alert, Button, Form, Input } from 'antd'
import { api } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'
import { useSubmit } from '../ui/useSubmit.ts'
import { NewPassword } from './NewPassword.tsx'
import { Welcome } from './Welcome.tsx'

type Entered = { code: string; name: string; nameEn?: string; login: string; personName: string; password: string; repeat: string }

/** First run: the county and its administrator. */
export default function Setup({ enter }: { enter: (session: Session) => void }) {
  const say = useSay()
  const [form] = Form.useForm<Entered>()
  const { busy, refused, submit } = useSubmit<Entered>(form, async ({ repeat: _, ...words }) =>
    enter(await api.post<Session>('/setup', words)),
  )
  const required = { required: true, whitespace: true, message: say(texts.required) }
  return (
    <Welcome title={texts.setupTitle} help={texts.setupHelp}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} scrollToFirstError={{ focus: true }}>
        <div className="cw-pair">
          <Form.Item name="name" label={say(texts.countyName)} extra={say(texts.countyNameHelp)} rules={[required]}>
            <Input autoFocus maxLength={100} />
          </Form.Item>
          <Form.Item
            name="code"
            label={say(texts.countyCode)}
            extra={say(texts.countyCodeHelp)}
            rules={[{ required: true, pattern: /^\d{6}$/, message: say(texts.wrongCountyCode) }]}
          >
            <Input inputMode="numeric" maxLength={6} />
          </Form.Item>
        </div>
        <Form.Item name="nameEn" label={`${say(texts.countyNameEn)} (${say(texts.optional)})`}>
          <Input maxLength={100} />
        </Form.Item>
        <div className="cw-pair">
          <Form.Item name="personName" label={say(texts.personName)} rules={[required]}>
            <Input autoComplete="name" maxLength={100} />
          </Form.Item>
          <Form.Item name="login" label={say(texts.login)} rules={[required]}>
            <Input autoComplete="username" autoCapitalize="off" spellCheck={false} maxLength={64} />
          </Form.Item>
        </div>
        <NewPassword name="password" />
        {refused && <Alert type="error" showIcon title={say(refused)} role="alert" className="cw-gap" />}
        <Button type="primary" htmlType="submit" block loading={busy} size="large">
          {say(texts.startUsing)}
        </Button>
      </Form>
    </Welcome>
  )
}
