import { Typography } from 'antd'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ClientIssued } from '../contract.ts'
import { texts } from '../texts.ts'
import { ShownOnce } from './ShownOnce.tsx'

/** What a vendor needs of a client, in the order in which he needs it. */
const handedOver = ({ client, secret, address = '' }: ClientIssued): (readonly [what: Text, value: string])[] => [
  [texts.clientId, client],
  ...(secret === undefined ? [] : [[texts.secret, secret] as const]),
  [texts.fhirAddress, `${address}/fhir`],
  [texts.tokenAddress, `${address}/oauth/token`],
  [texts.metadataAddress, `${address}/fhir/metadata`],
]

/** Everything to hand over of a new client or a new secret, piece by piece and as one text. The secret is kept nowhere: closing the window forgets it. */
export function Handover({ issued, close }: { issued: ClientIssued; close: () => void }) {
  const say = useSay()
  const rows = handedOver(issued).map(([what, value]) => ({ what: say(what), value }))
  const whole = rows.map(({ what, value }) => `${what}: ${value}`).join('\n')
  return (
    <ShownOnce
      width={720}
      title={say(texts.handOver, { client: issued.client })}
      help={issued.secret === undefined ? undefined : say(texts.secretHelp)}
      close={close}
    >
      <dl className="cw-keys">
        {rows.map(({ what, value }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <Typography.Text code copyable={{ text: value, tooltips: [say(texts.copyOne, { what }), say(texts.copied)] }}>
                {value}
              </Typography.Text>
            </dd>
          </div>
        ))}
      </dl>
      <Typography.Paragraph
        copyable={{ text: whole, icon: [say(texts.copyAll), say(texts.copied)], tooltips: [say(texts.copyAll), say(texts.copied)] }}
      />
    </ShownOnce>
  )
}
