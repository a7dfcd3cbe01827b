import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Popconfirm, Radio, Select } from 'antd'
import { api } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay, useSession } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { useSubmit } from '../../../ui/useSubmit.ts'
import type { Client, ClientIssued } from '../contract.ts'
import { texts } from '../texts.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { clientsKey, useOrganizations } from './useAdministration.ts'

type Entered = Pick<Client, 'name' | 'sees' | 'relations' | 'disabled'> & {
  labels: number[]
  short?: string
  organization: string
  scopes: readonly string[]
  jwks?: string
  jwksUri?: string
}

/** Public keys as they were pasted: a JWKS, the list in it, or one key. */
function keysIn(pasted = ''): { jwks?: { keys: unknown[] } } | 'unreadable' {
  if (!pasted.trim()) return {}
  try {
    const read = JSON.parse(pasted) as { keys?: unknown }
    return { jwks: { keys: Array.isArray(read) ? read : Array.isArray(read.keys) ? read.keys : [read] } }
  } catch {
    return 'unreadable'
  }
}

const usual = [
  'system/*.rs',
  'system/*.cruds',
  'system/Patient.rs',
  'system/Patient.crs',
  'system/Observation.rs',
  'system/Observation.cruds',
  'system/Encounter.rs',
  'system/DiagnosticReport.cruds',
]

const bits = [1, 2]
/** Labels that have no name here and stay as they are. */
const unnamed = (labels: number) => bits.reduce((all, bit) => all & ~bit, labels)

/** A new machine client, or one that exists: what it may, how much of persons it sees, its keys, disabling, a new secret. */
export function ClientDialog({ client, done }: { client: Client | undefined; done: (issued?: ClientIssued) => void }) {
  const say = useSay()
  const may = useMay()
  const { county } = useSession()
  const queries = useQueryClient()
  const { data: organizations = [] } = useOrganizations()
  const [form] = Form.useForm<Entered>()
  const changed = () => queries.invalidateQueries({ queryKey: clientsKey })
  const { busy, refused, submit } = useSubmit<Entered>(form, async ({ short, jwks, jwksUri, labels, ...rest }) => {
    const entered = { ...rest, labels: labels.reduce((all, bit) => all | bit, unnamed(client?.labels ?? 0)) }
    const uri = jwksUri?.trim()
    const pasted = keysIn(jwks)
    const keys = { ...(uri && uri !== client?.jwksUri ? { jwksUri: uri } : {}), ...(pasted === 'unreadable' ? {} : pasted) }
    const issued = client
      ? await api.put<ClientIssued>(`/admin/clients/${client.client}`, { ...entered, ...keys })
      : await api.post<ClientIssued>('/admin/clients', { ...entered, ...keys, short: short?.trim() || undefined })
    await changed()
    done(issued)
  })
  const rotate = useSubmit<undefined>(form, async () => {
    const issued = await api.post<ClientIssued>(`/admin/clients/${client?.client}/rotate`)
    await changed()
    done(issued)
  })
  const writable = may(client ? 'client.change' : 'client.create')
  const required = { required: true, whitespace: true, message: say(texts.required) }
  const root = `county-${county.id}`
  const institutions = organizations.filter(({ level }) => level === 'group' || level === 'institution')
  const named = [{ id: root, name: county.name }, ...(client ? [client.organization] : []), ...institutions]
  const places = [...new Map(named.map(({ id, name }) => [id, name]))].map(([value, label]) => ({ value, label }))
  const organization = (
    <Form.Item name="organization" label={say(texts.clientOrganization)} rules={[required]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={places} />
    </Form.Item>
  )
  return (
    <RecordDialog<Entered>
      title={client ? client.client : say(texts.newClient)}
      form={form}
      initialValues={{
        ...(client ? { name: client.name } : {}),
        organization: client?.organization.id ?? root,
        scopes: client?.scopes ?? ['system/*.rs'],
        sees: client?.sees ?? 'masked',
        relations: client?.relations ?? false, // a new client is the county’s, and the county itself is nobody’s institution: it would find none
        labels: bits.filter((bit) => (client?.labels ?? 0) & bit),
        disabled: client?.disabled ?? false,
        ...(client?.jwksUri ? { jwksUri: client.jwksUri } : {}),
      }}
      writable={writable}
      first={client ? undefined : 'name'}
      busy={busy}
      problem={refused ?? rotate.refused}
      submit={submit}
      close={() => done()}
      after={
        client &&
        may('client.rotate') && (
          <Popconfirm
            title={say(client.proof === 'secret' ? texts.rotateSure : texts.rotateKeys)}
            okText={say(texts.rotate)}
            cancelText={say(kit.cancel)}
            onConfirm={() => rotate.submit(undefined)}
          >
            <Button loading={rotate.busy}>{say(texts.rotate)}</Button>
          </Popconfirm>
        )
      }
    >
      <div className="cw-pair">
        <Form.Item name="name" label={say(texts.clientName)} rules={[required]}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        {client ? (
          organization
        ) : (
          <Form.Item name="short" label={say(texts.clientShort)} extra={say(texts.clientShortHelp)}>
            <Input autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={40} />
          </Form.Item>
        )}
      </div>
      {!client && organization}
      <Form.Item name="scopes" label={say(texts.scopes)} extra={say(texts.scopesHelp)} required>
        <Select mode="tags" options={usual.map((value) => ({ value, label: value }))} tokenSeparators={[' ', ',']} />
      </Form.Item>
      <div className="cw-pair">
        <Form.Item name="sees" label={say(texts.sees)} extra={say(texts.maskedHelp)} required>
          <Radio.Group
            options={[
              { value: 'masked', label: say(texts.clientMasked) },
              { value: 'full', label: say(texts.clientFull) },
            ]}
          />
        </Form.Item>
        <Form.Item name="labels" label={say(texts.labels)}>
          <Checkbox.Group
            options={[
              { value: 1, label: say(texts.labelRestricted) },
              { value: 2, label: say(texts.labelVeryRestricted) },
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item name="relations" valuePropName="checked" extra={say(texts.relationsHelp)}>
        <Checkbox>{say(texts.relations)}</Checkbox>
      </Form.Item>
      <Form.Item
        name="jwks"
        label={say(texts.jwks)}
        extra={say(client?.proof === 'jwks' ? texts.jwksKept : texts.jwksHelp)}
        rules={[
          {
            validator: (_, pasted?: string) =>
              keysIn(pasted) === 'unreadable' ? Promise.reject(new Error(say(texts.jwksForm))) : Promise.resolve(),
          },
        ]}
      >
        <Input.TextArea autoComplete="off" spellCheck={false} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={50_000} />
      </Form.Item>
      <Form.Item name="jwksUri" label={say(texts.jwksUri)} extra={say(texts.jwksUriHelp)}>
        <Input autoComplete="off" spellCheck={false} maxLength={500} />
      </Form.Item>
      {client && (
        <Form.Item name="disabled" valuePropName="checked">
          <Checkbox>{say(texts.disableClient)}</Checkbox>
        </Form.Item>
      )}
    </RecordDialog>
  )
}
