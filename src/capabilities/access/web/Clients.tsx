import { Button } from 'antd'
import { useState } from 'react'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { clientStates } from '../account-state.ts'
import type { Client, ClientIssued } from '../contract.ts'
import { texts } from '../texts.ts'
import { ClientDialog } from './ClientDialog.tsx'
import { Handover } from './Handover.tsx'
import { useClients } from './useAdministration.ts'

const columns: readonly ListColumn[] = [
  { name: 'client', text: texts.clientId, kind: 'text', width: 144 },
  { name: 'name', text: texts.clientName, kind: 'text' },
  { name: 'organization', text: texts.clientOrganization, kind: 'organization' },
  { name: 'scopes', text: texts.scopes, kind: 'text', width: 240 },
  { name: 'sees', text: texts.sees, kind: 'code', codes: { full: texts.seesFull, masked: texts.masked }, width: 96 },
  { name: 'reach', text: texts.reach, kind: 'code', codes: { related: texts.reachRelated, all: texts.reachAll } },
  { name: 'labels', text: texts.labelsSeen, kind: 'text', width: 88 },
  {
    name: 'proof',
    text: texts.proof,
    kind: 'code',
    codes: { secret: texts.proofSecret, jwks: texts.proofJwks, 'jwks-uri': texts.proofJwksUri },
    width: 96,
  },
  { name: 'usedAt', text: texts.usedAt, kind: 'instant' },
  { name: 'state', text: texts.state, kind: 'state', width: 112 },
]

/** The systems that use the FHIR interface; one opens into what it may, its state and a new secret. */
export default function Clients() {
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useClients()
  const [open, setOpen] = useState<Client | 'new'>()
  const [issued, setIssued] = useState<ClientIssued>()
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const rows = data.clients.map((client) => ({
    ...client,
    id: client.client,
    organization: client.organization.name,
    scopes: client.scopes.join(' '),
    reach: client.relations ? 'related' : 'all',
    labels: [1, 2].flatMap((bit) => (client.labels & bit ? [bit === 1 ? 'R' : 'V'] : [])).join(' '),
    state: client.disabled ? 'disabled' : 'active',
  }))
  const done = (now?: ClientIssued) => {
    setOpen(undefined)
    if (now?.address) setIssued(now)
  }
  return (
    <>
      <h1>{say(texts.clients)}</h1>
      <p className="cw-muted">{say(texts.clientsHelp)}</p>
      <Sheet
        title={say(texts.clients)}
        columns={columns}
        rows={rows}
        states={clientStates}
        onOpen={({ id }) => setOpen(data.clients.find(({ client }) => client === id))}
      >
        {may('client.create') && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {say(texts.newClient)}
          </Button>
        )}
      </Sheet>
      {open && <ClientDialog client={open === 'new' ? undefined : open} done={done} />}
      {issued && <Handover issued={issued} close={() => setIssued(undefined)} />}
    </>
  )
}
