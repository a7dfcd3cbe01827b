import { Link } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { useDivisions } from '../../../patterns/patient/web/useDivisions.ts'
import { day } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useCase, useHistory } from '../../../ui/useCase.ts'
import type { Organization } from '../organization/shape.ts'
import { texts } from '../texts.ts'
import { organization } from '../workflows.ts'
import { Actions, Facts } from './Actions.tsx'
import { AmendForm, CloseForm, CreateForm, ReopenForm } from './OrganizationForms.tsx'
import { PostTable } from './PostTable.tsx'
import { type Node, usePosts } from './queries.ts'

type Props = { id: string; nodes: readonly Node[]; choose: (id: string) => void }

/** One organisation: what it is, what may be done, what hangs below it, who works there, what it was before. */
export function OrganizationDetails({ id, nodes, choose }: Props) {
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useCase(organization, id)
  const { data: posts } = usePosts(id)
  const { data: versions } = useHistory(organization, id)
  const divisions = useDivisions()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { case: o, verbs, version, state } = data
  const opened = { id, version, subject: o }
  const below = nodes.filter((n) => n.parent === id)
  const linked = (of: readonly Node[]) => of.map((n) => <Name key={n.id} node={n} choose={choose} />)
  return (
    <>
      <div className="cw-between">
        <h1>{o.name}</h1>
        <StateBadge state={state} states={organization.kind.states} />
      </div>
      <Facts facts={facts(o)} />
      <Actions
        acts={[
          { verb: 'amend', text: texts.amend, allowed: verbs['amend'], form: (leave) => <AmendForm {...opened} leave={leave} /> },
          ...(may('organization.create') && state === 'active' && o.level !== 'department'
            ? [{ verb: 'create', text: texts.addBelow, form: (leave: () => void) => <CreateForm parent={o} leave={leave} done={choose} /> }]
            : []),
          state === 'active'
            ? { verb: 'close', text: texts.close, allowed: verbs['close'], form: (leave) => <CloseForm {...opened} leave={leave} /> }
            : { verb: 'reopen', text: texts.reopen, allowed: verbs['reopen'], form: (leave) => <ReopenForm {...opened} leave={leave} /> },
        ]}
      />
      {o.successors.length > 0 && (
        <Section title={say(texts.successors)}>{linked(nodes.filter((n) => o.successors.includes(n.id)))}</Section>
      )}
      <Section title={say(texts.departments)}>{linked(below.filter((n) => n.level === 'department'))}</Section>
      <Section title={say(texts.below)}>{linked(below.filter((n) => n.level !== 'department'))}</Section>
      {posts && posts.length > 0 && (
        <>
          <h2>{say(texts.posts)}</h2>
          <PostTable posts={posts} />
        </>
      )}
      <h2>{say(texts.history)}</h2>
      <Timeline versions={versions ?? []} show={(v) => <span className="cw-muted">{(v.case as Organization).reason}</span>} />
    </>
  )

  function facts(one: Organization) {
    const placeOf = (code: string | undefined) => divisions.find((place) => place.code === code)?.name ?? code
    const nodeOf = (other: string | undefined) => nodes.find((n) => n.id === other)
    const parent = nodeOf(one.parent)
    const lead = nodeOf(one.lead)
    const type = institutionTypes[one.type as keyof typeof institutionTypes]
    return [
      [texts.code, one.code],
      [texts.nameEn, one.nameEn],
      [texts.level, say(texts[one.level])],
      [texts.type, type ? `${say(type)} ${one.type}` : one.type],
      [texts.grade, one.grade],
      [texts.parent, parent && <Name node={parent} choose={choose} />],
      [texts.lead, lead && <Name node={lead} choose={choose} />],
      [texts.township, placeOf(one.township)],
      [texts.village, placeOf(one.village)],
      [texts.beds, one.beds === undefined ? undefined : number(one.beds)],
      [texts.populationServed, one.populationServed === undefined ? undefined : number(one.populationServed)],
      [texts.from, day(one.from)],
      [texts.to, one.to && day(one.to)],
    ] as const
  }
}

function Section({ title, children }: { title: string; children: readonly React.ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <div className="cw-row">{children}</div>
    </>
  )
}

const Name = ({ node, choose }: { node: Node; choose: (id: string) => void }) => (
  <Link
    to={`?id=${encodeURIComponent(node.id)}`}
    onClick={(event) => {
      event.preventDefault()
      choose(node.id)
    }}
  >
    {node.name}
  </Link>
)
