import { Button, Modal, Typography } from 'antd'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'

/** A password or a secret, this once. It is kept nowhere: closing the window forgets it. `help`: what to do with it. */
export function ShownOnce({ title, secret, help, close }: { title: string; secret: string | undefined; help: string; close: () => void }) {
  const say = useSay()
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          {say(kit.close)}
        </Button>
      }
    >
      <Typography.Paragraph copyable code>
        {secret}
      </Typography.Paragraph>
      <p>{help}</p>
    </Modal>
  )
}
