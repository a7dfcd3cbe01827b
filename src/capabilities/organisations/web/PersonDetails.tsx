import { Button } from 'antd'
import { staffCategories, titleLevels } from '../../../patterns/staff/codes.ts'
import { day, today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { useCase } from '../../../ui/useCase.ts'
import type { Post } from '../practitioner/shape.ts'
import { roleTexts } from '../roles.ts'
import { texts } from '../texts.ts'
import { practitioner } from '../workflows.ts'
import { Actions, Facts } from './Actions.tsx'
import { AmendPerson, AssignForm, EndPostForm, LeaveForm } from './PersonForms.tsx'
import { useNodes } from './queries.ts'

/** One person: who it is, every post, and what may be done. */
export function PersonDetails({ id, leave }: { id: string; leave: () => void }) {
  const say = useSay()
  const { data, error, refetch } = useCase(practitioner, id)
  const { data: nodes = [] } = useNodes()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { case: person, verbs, version, state } = data
  const nameOf = (one: string | undefined) => nodes.find((n) => n.id === one)?.name ?? one ?? ''
  const about = ({ category, titleLevel, generalPractice, home, daysPerWeek }: Post) => [
    category && say(staffCategories[category]),
    titleLevel && titleLevel !== '9' && say(titleLevels[titleLevel]),
    generalPractice && say(texts.generalPractice),
    home && say(texts.postedFrom, { home: nameOf(home) }),
    daysPerWeek && say(texts.daysPerWeek, { days: daysPerWeek }),
  ]
  const opened = { id, version, subject: person }
  const again = state === 'active' ? ('assign' as const) : ('comeBack' as const)
  return (
    <section className="org-person" aria-label={person.name}>
      <div className="cw-between">
        <h2>{person.name}</h2>
        <StateBadge state={state} states={practitioner.kind.states} />
        <Button onClick={leave}>{say(words.close)}</Button>
      </div>
      <Facts
        facts={[
          [texts.title, person.title],
          [texts.licence, person.licence],
          [texts.licenceScope, person.licenceScope],
          [texts.education, person.education],
          [texts.birthDate, person.birthDate && day(person.birthDate)],
          [texts.idCard, person.idCard],
          [texts.phone, person.phone],
          [texts.on, person.leftOn && day(person.leftOn)],
          [texts.reason, person.reason],
        ]}
      />
      <ol className="org-posts">
        {person.posts.map((post, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a post is known by its place
          <li key={i} className={post.to && post.to < today() ? 'cw-muted' : ''}>
            {roleTexts[post.role] ? say(roleTexts[post.role]!) : post.role} ·{' '}
            {[nameOf(post.organization), nameOf(post.department)].filter(Boolean).join(' ')} · {day(post.from)} –{' '}
            {[post.to ? day(post.to) : say(texts.ongoing), ...about(post)].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ol>
      <Actions
        acts={[
          { verb: 'amend', text: texts.amend, allowed: verbs['amend'], form: (close) => <AmendPerson {...opened} leave={close} /> },
          {
            verb: again,
            text: practitioner.operations[again].text,
            allowed: verbs[again],
            form: (close) => <AssignForm {...opened} verb={again} leave={close} />,
          },
          ...(state === 'active'
            ? [
                {
                  verb: 'endPost',
                  text: texts.endPost,
                  allowed: verbs['endPost'],
                  form: (close: () => void) => <EndPostForm {...opened} nameOf={nameOf} leave={close} />,
                },
                {
                  verb: 'leave',
                  text: texts.leave,
                  allowed: verbs['leave'],
                  form: (close: () => void) => <LeaveForm {...opened} leave={close} />,
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
