import { Button, Modal, Typography } from 'antd'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import type { ClientIssued } from '../contract.ts'
import { texts } from '../texts.ts'

/** A client's secret, this once. It is kept nowhere: closing the window forgets it. */
export function ClientSecret({ issued, close }: { issued: ClientIssued; close: () => void }) {
  const say = useSay()
  return (
    <Modal
      open
      title={say(texts.secretOf, { client: issued.client })}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          {say(kit.close)}
        </Button>
      }
    >
      <Typography.Paragraph copyable code>
        {issued.secret}
      </Typography.Paragraph>
      <p>{say(texts.secretHelp)}</p>
    </Modal>
  )
}
