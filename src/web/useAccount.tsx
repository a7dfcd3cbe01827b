import { App, Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, textOf } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { useSigned } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { PasswordForm } from './ChangePassword.tsx'

/** What one does with one's account: `choices` stand in a popover or a drawer, `leave` closing it; `dialog` stands beside it and outlives it. */
export function useAccount(leave: () => void): { choices: ReactNode; dialog: ReactNode } {
  const say = useSay()
  const { session, setSession } = useSigned()
  const { message } = App.useApp()
  const [changing, setChanging] = useState(false)
  const signOut = () =>
    api.delete('/session').then(
      () => setSession(null),
      (error: unknown) => void message.error(say(textOf(error))),
    )
  const change = () => {
    leave()
    setChanging(true)
  }
  const changed = (next: Session) => {
    setChanging(false)
    setSession(next)
    message.success(say(texts.passwordChanged))
  }
  return {
    choices: (
      <div className="cw-account">
        <p className="cw-muted">{session.login}</p>
        <Button type="text" block onClick={change}>
          {say(texts.changePassword)}
        </Button>
        <Button type="text" block onClick={signOut}>
          {say(texts.signOut)}
        </Button>
      </div>
    ),
    dialog: (
      <Modal
        open={changing}
        title={say(texts.changePassword)}
        footer={null}
        onCancel={() => setChanging(false)}
        width={400}
        destroyOnHidden
      >
        <PasswordForm done={changed} />
      </Modal>
    ),
  }
}
