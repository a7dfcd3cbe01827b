import { Alert, Button, Checkbox, Form, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'
import { useSubmit } from '../ui/useSubmit.ts'
import { Welcome } from './Welcome.tsx'
import { warm } from './warm.ts'

const remembered = 'countywide.login'
type Entered = { login: string; password: string; county?: string; remember: boolean }

/** Login name and password; Enter moves on. The server's words (tries left, locked until) are shown as they come. */
export default function SignIn({ enter }: { enter: (session: Session) => void }) {
  const say = useSay()
  const [form] = Form.useForm<Entered>()
  const [manyCounties, setManyCounties] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const login = useRef<InputRef>(null)
  const password = useRef<InputRef>(null)
  const known = localStorage.getItem(remembered) ?? ''
  useEffect(() => (known ? password : login).current?.focus(), [known])

  const { busy, refused, submit } = useSubmit<Entered>(form, async ({ remember, county, ...words }) => {
    warm()
    const session = await api
      .post<Session>('/session', { ...words, login: words.login.trim(), ...(county ? { county } : {}) })
      .catch((error: unknown) => {
        form.setFieldValue('password', '')
        password.current?.focus()
        throw error
      })
    if (remember) localStorage.setItem(remembered, words.login.trim())
    else localStorage.removeItem(remembered)
    enter(session)
  })

  return (
    <Welcome title={texts.signIn}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{ login: known, remember: true }}
        size="large"
      >
        <Form.Item name="login" label={say(texts.login)} rules={[{ required: true, whitespace: true, message: say(texts.required) }]}>
          <Input ref={login} autoComplete="username" autoCapitalize="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={say(texts.password)}
          rules={[{ required: true, message: say(texts.required) }]}
          {...(capsLock ? { extra: say(texts.capsLock) } : {})}
        >
          <Input.Password
            ref={password}
            autoComplete="current-password"
            onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
          />
        </Form.Item>
        {manyCounties && (
          <Form.Item
            name="county"
            label={say(texts.countyCode)}
            extra={say(texts.countyCodeHelp)}
            rules={[{ pattern: /^\d{6}$/, message: say(texts.wrongCountyCode) }]}
          >
            <Input inputMode="numeric" maxLength={6} autoFocus />
          </Form.Item>
        )}
        <div className="cw-between">
          <Form.Item name="remember" valuePropName="checked" noStyle>
            <Checkbox>{say(texts.remember)}</Checkbox>
          </Form.Item>
          {!manyCounties && (
            <Button type="link" size="small" onClick={() => setManyCounties(true)}>
              {say(texts.otherCounty)}
            </Button>
          )}
        </div>
        {refused && <Alert type="error" showIcon title={say(refused)} role="alert" className="cw-gap" />}
        <Button type="primary" htmlType="submit" block loading={busy} className="cw-gap">
          {say(texts.signIn)}
        </Button>
        <p className="cw-muted cw-small">{say(texts.signInHelp)}</p>
      </Form>
    </Welcome>
  )
}
