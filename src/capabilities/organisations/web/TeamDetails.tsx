import { Button } from 'antd'
import { Link } from 'react-router'
import { day } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { useCase } from '../../../ui/useCase.ts'
import { texts } from '../texts.ts'
import { team as workflow } from '../workflows.ts'
import { Actions, Facts } from './Actions.tsx'
import { useNodes } from './queries.ts'
import { AmendTeam, DissolveTeam } from './TeamForms.tsx'

/** One team: its health centre, its people, its villages, and what may be done. */
export function TeamDetails({ id, leave }: { id: string; leave: () => void }) {
  const say = useSay()
  const { data, error, refetch } = useCase(workflow, id)
  const { data: nodes = [] } = useNodes()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { case: team, verbs, version, state } = data
  const opened = { id, version, subject: team }
  return (
    <section className="org-person" aria-label={team.name}>
      <div className="cw-between">
        <h2>{team.name}</h2>
        <StateBadge state={state} states={workflow.kind.states} />
        <Button onClick={leave}>{say(words.close)}</Button>
      </div>
      <Facts
        facts={[
          [texts.organization, nodes.find((n) => n.id === team.organization)?.name],
          [texts.leader, team.members.find((m) => m.id === team.leader)?.name],
          [texts.from, day(team.from)],
          [texts.to, team.to && day(team.to)],
          [texts.reason, team.reason],
        ]}
      />
      <h3>{say(texts.members)}</h3>
      <div className="cw-row">
        {team.members.map((m) => (
          <Link key={m.id} to={`/practitioners?id=${encodeURIComponent(m.id)}`}>
            {m.name}
          </Link>
        ))}
      </div>
      <h3>{say(texts.villages)}</h3>
      <div className="cw-row">
        {team.villages.map((v) => (
          <span key={v.code} title={v.code}>
            {v.name}
          </span>
        ))}
      </div>
      <Actions
        acts={[
          { verb: 'amend', text: texts.amend, allowed: verbs['amend'], form: (close) => <AmendTeam {...opened} leave={close} /> },
          {
            verb: 'dissolve',
            text: texts.dissolve,
            allowed: verbs['dissolve'],
            form: (close) => <DissolveTeam {...opened} leave={close} />,
          },
        ]}
      />
    </section>
  )
}
