import { Button, Form, Select } from 'antd'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useSession } from '../../../ui/session.tsx'
import type { Grant } from '../contract.ts'
import { texts } from '../texts.ts'
import { useOrganizations, useRoles } from './useAdministration.ts'

/** The posts of an account: a role at an organisation, any number of them. `named` are those it has, whose organisations may have closed. */
export function Posts({ named }: { named: readonly Grant[] }) {
  const say = useSay()
  const { county } = useSession()
  const { data: organizations = [] } = useOrganizations()
  const { data } = useRoles()
  const known = new Map([
    [`county-${county.id}`, county.name],
    ...named.map(({ organization }) => [organization.id, organization.name] as const),
    ...organizations.map(({ id, name }) => [id, name] as const),
  ])
  const places = [...known].map(([value, label]) => ({ value, label }))
  const roles = (data?.roles ?? []).map(({ role, name }) => ({ value: role, label: say(name) }))
  const rule = { required: true, message: say(texts.required) }
  return (
    <section aria-label={say(texts.posts)}>
      <h2>{say(texts.posts)}</h2>
      <p className="cw-muted">{say(texts.postsHelp)}</p>
      <Form.List name="grants">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="cw-row" style={{ alignItems: 'flex-start' }}>
                <Form.Item name={[name, 'organization']} rules={[rule]}>
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    options={places}
                    aria-label={say(texts.organization)}
                    placeholder={say(texts.organization)}
                    style={{ width: 320, maxWidth: '100%' }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'role']} rules={[rule]}>
                  <Choice label={say(texts.role)} options={roles} />
                </Form.Item>
                <Form.Item>
                  <Button onClick={() => remove(name)} aria-label={say(texts.removePost)}>
                    ✕
                  </Button>
                </Form.Item>
              </div>
            ))}
            <Button onClick={() => add({})} className="cw-gap">
              {say(texts.addPost)}
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}
