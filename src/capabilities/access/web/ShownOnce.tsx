import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'

/** What is shown this once (a password, a secret) and kept nowhere: closing the window forgets it, and only its own buttons close it. `help`: what to do with it. */
export function ShownOnce(props: { title: string; help?: string | undefined; width?: number; close: () => void; children: ReactNode }) {
  const { title, help, width, close, children } = props
  const say = useSay()
  return (
    <Modal
      open
      {...(width === undefined ? {} : { width })}
      title={title}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          {say(kit.close)}
        </Button>
      }
    >
      {children}
      {help !== undefined && <p>{help}</p>}
    </Modal>
  )
}
