import { Alert, Button, Form, Input, type InputRef, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { useSigned } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { useSubmit } from '../ui/useSubmit.ts'

type Waiting = { resolve: () => void; reject: (reason: Error) => void }

/** The session ended while somebody works: the password is asked for in place, over a closed curtain; the page below keeps what was typed and its request goes out again. */
export function SignInAgain() {
  const say = useSay()
  const { session, setSession } = useSigned()
  const [form] = Form.useForm<{ password: string }>()
  const [open, setOpen] = useState(false)
  const field = useRef<InputRef>(null)
  const waiting = useRef<Waiting[]>([])
  useEffect(
    () =>
      api.whenSessionEnds(
        () =>
          new Promise((resolve, reject) => {
            waiting.current.push({ resolve, reject })
            setOpen(true)
          }),
      ),
    [],
  )
  const { busy, refused, submit } = useSubmit<{ password: string }>(form, async ({ password }) => {
    const next = await api.post<Session>('/session', { login: session.login, password, county: String(session.county.id) })
    const organization = session.post?.organization.id
    const moved = organization && next.post?.organization.id !== organization
    setSession(moved ? await api.post<Session>('/session/post', { organization }) : next)
    setOpen(false)
    form.resetFields()
    for (const { resolve } of waiting.current.splice(0)) resolve()
  })
  const leave = () => {
    for (const { reject } of waiting.current.splice(0)) reject(new Error('signed out'))
    setSession(null)
  }
  return (
    <Modal
      open={open}
      title={say(texts.sessionEnded)}
      footer={null}
      afterOpenChange={(shown) => shown && field.current?.focus()}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={400}
      className="cw-curtain"
      rootClassName="cw-curtain-root"
    >
      <p className="cw-muted">{say(texts.sessionEndedHelp)}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item label={say(texts.login)}>
          <Input value={session.login} readOnly autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={say(texts.password)} rules={[{ required: true, message: say(texts.required) }]}>
          <Input.Password ref={field} autoComplete="current-password" />
        </Form.Item>
        {refused && <Alert type="error" showIcon title={say(refused)} role="alert" className="cw-gap" />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say(texts.goOn)}
        </Button>
        <Button type="link" block onClick={leave} title={say(texts.otherAccountWarning)}>
          {say(texts.otherAccount)}
        </Button>
      </Form>
    </Modal>
  )
}
