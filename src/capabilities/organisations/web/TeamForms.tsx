import { isPrimaryCare } from '../../../patterns/institutions/ws218.ts'
import type { Field } from '../../../ui/FieldControl.tsx'
import { today } from '../../../ui/formats.ts'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Team } from '../team/shape.ts'
import { texts } from '../texts.ts'
import { team } from '../workflows.ts'
import { OrganizationField, PeopleField, VillagesField } from './fields.tsx'

const { operations } = team
type Opened = { id: string; version: number; subject: Team; leave: () => void }

/** People are looked for at `org` and below it. */
const content = (org: string | undefined) => ({
  name: texts.name,
  nameEn: texts.nameEn,
  leader: { text: texts.leader, draw: (field: Field) => <PeopleField {...field} org={org} single /> },
  members: { text: texts.members, draw: (field: Field) => <PeopleField {...field} org={org} /> },
  villages: { text: texts.villages, help: texts.villageLines, draw: (field: Field) => <VillagesField {...field} /> },
})

export function CreateTeam({ leave, done }: { leave: () => void; done: (id: string) => void }) {
  const { perform, ...performing } = usePerform(team)
  const { post } = useSession()
  return (
    <OperationForm
      operation={operations.create}
      fields={{
        ...content(post?.organization.id),
        organization: {
          text: texts.organization,
          draw: (field) => <OrganizationField {...field} among={(n) => isPrimaryCare(n.type ?? '')} />,
        },
        from: texts.from,
      }}
      initial={{ from: today(), villages: [] }}
      submit={(input) => perform('create', input)}
      performing={performing}
      draft="team/create"
      onDone={({ id }) => done(id)}
      onCancel={leave}
    />
  )
}

export function AmendTeam({ id, version, subject, leave }: Opened) {
  const { perform, ...performing } = usePerform(team)
  const { name, nameEn, leader, villages, members, organization } = subject
  return (
    <OperationForm
      operation={operations.amend}
      fields={{ ...content(organization), reason: texts.reason }}
      initial={{ name, nameEn, leader, villages, members: members.map((m) => m.id) }}
      submit={(input) => perform('amend', input, { id, version })}
      performing={performing}
      draft={`team/amend/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function DissolveTeam({ id, version, leave }: Opened) {
  const { perform, ...performing } = usePerform(team)
  return (
    <OperationForm
      operation={operations.dissolve}
      fields={{ reason: texts.reason, to: texts.to }}
      initial={{ to: today() }}
      submit={(input) => perform('dissolve', input, { id, version })}
      performing={performing}
      draft={`team/dissolve/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
