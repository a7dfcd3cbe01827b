import { Button, Modal, Typography } from 'antd'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import type { Issued } from '../contract.ts'
import { texts } from '../texts.ts'

/** A password for one use, this once. It is kept nowhere: closing the window forgets it. */
export function OneTimePassword({ issued, close }: { issued: Issued; close: () => void }) {
  const say = useSay()
  return (
    <Modal
      open
      title={say(texts.oneTime, { login: issued.login })}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          {say(kit.close)}
        </Button>
      }
    >
      <Typography.Paragraph copyable code>
        {issued.password}
      </Typography.Paragraph>
      <p>{say(texts.oneTimeHelp)}</p>
    </Modal>
  )
}
