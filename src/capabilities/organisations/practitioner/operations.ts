import { z } from 'zod'
import { type Actor, type Answered, need, verbsOf } from '../../../kernel/grammar/operation.ts'
import { refuse } from '../../../kernel/grammar/refusal.ts'
import { idCardClaim } from '../claims.ts'
import { isRefusal, keeps, needOrganization, over, wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { identified, withPost } from './posts.ts'
import { mostPosts, Post, Practitioner } from './shape.ts'

const { start, move } = verbsOf<Practitioner>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Details = Practitioner.pick({
  name: true,
  sex: true,
  birthDate: true,
  idCard: true,
  title: true,
  licence: true,
  licenceScope: true,
  education: true,
  phone: true,
})
/** Postings come with their file. */
const Assigned = Post.omit({ home: true, daysPerWeek: true, number: true })

const home = (actor: Actor) => ({ home: need.organization(actor.organization) })
const place = ({ organization, department }: Post) => ({
  organization: needOrganization(organization),
  department: needOrganization(department),
})
const card = (idCard: string | undefined) => ({ card: need.slots(idCardClaim((idCard ?? '').toUpperCase()), 1) })
const workplaces = (p: Practitioner) => p.posts.filter((post) => !post.to).map((post) => post.organization)
const last = (p: Practitioner) => p.posts.at(-1)?.organization
const claimed = (idCard: string | undefined, holder: string) =>
  idCard === undefined ? [] : [{ resource: idCardClaim(idCard), slot: 1, holder }]
type At = Answered<ReturnType<typeof home>>
const ofOwn = (actor: Actor, p: Practitioner, { home }: At) => keeps(actor, home, workplaces(p))

export const operations = {
  /** A person with the first post. */
  register: start({
    text: texts.register,
    to: 'active',
    input: Details.extend({ sex: Practitioner.shape.sex.default('unknown'), post: Assigned }),
    needs: ({ idCard, post }, actor) => ({ ...home(actor), ...place(post), ...card(idCard) }),
    may: (actor, { post }, { home }) => keeps(actor, home, [post.organization]),
    decide: ({ post, ...details }, needs, { now, newId }) => {
      const person = identified(over<Practitioner>({ ...details, id: newId(), state: 'active', posts: [] }, {}), now)
      if (isRefusal(person)) return person
      if (person.idCard && needs.card.free.length === 0) return wrong('idCard', texts.idCardTaken)
      const next = withPost(person, post, needs, 'post')
      return isRefusal(next) ? next : { case: next, claim: claimed(next.idCard, next.id), emit: [{ name: 'practitioner.registered' }] }
    },
  }),
  amend: move({
    text: texts.amend,
    from: ['active', 'left'],
    to: 'same',
    input: Details.partial().extend(Reason.shape),
    needs: (_, { idCard }, actor) => ({ ...home(actor), ...card(idCard) }),
    may: ofOwn,
    decide: (p, input, { card }, { now }) => {
      const next = identified(over(p, input), now)
      if (isRefusal(next)) return next
      if (next.idCard === p.idCard) return { case: next }
      if (card.free.length === 0) return wrong('idCard', texts.idCardTaken)
      const release = p.idCard === undefined ? [] : [{ resource: idCardClaim(p.idCard), slot: 1 }]
      return { case: next, claim: claimed(next.idCard, next.id), release }
    },
  }),
  assign: move({
    text: texts.assign,
    from: ['active'],
    to: 'same',
    input: Assigned,
    needs: (_, post, actor) => ({ ...home(actor), ...place(post) }),
    may: (actor, _, { home, organization }) => keeps(actor, home, [organization?.id]),
    decide: (p, post, needs) => {
      const next = withPost(p, post, needs)
      return isRefusal(next) ? next : { case: next }
    },
  }),
  /** `post` counts from 1, in the order in which the posts were given. */
  endPost: move({
    text: texts.endPost,
    from: ['active'],
    to: 'same',
    input: z.object({ post: z.number().int().min(1).max(mostPosts), to: z.iso.date(), reason: Practitioner.shape.reason }),
    needs: (_, __, actor) => home(actor),
    decide: (p, { post: n, to, reason }, { home }, { actor }) => {
      const post = p.posts[n - 1]
      if (!post) return wrong('post', texts.noPost)
      const allowed = keeps(actor, home, [post.organization])
      if (allowed !== true) return refuse('forbidden', allowed)
      if (post.to && post.to <= to) return wrong('post', texts.postEnded) // a planned end may be brought forward
      if (to < post.from) return wrong('to', texts.endBeforeStart)
      return { case: over({ ...p, posts: p.posts.map((one, i) => (i === n - 1 ? { ...post, to } : one)) }, { reason }) }
    },
  }),
  leave: move({
    text: texts.leave,
    confirm: texts.leave,
    from: ['active'],
    to: 'left',
    input: Reason.extend({ on: z.iso.date() }),
    needs: (_, __, actor) => home(actor),
    may: ofOwn,
    decide: (p, { on, reason }) => {
      if (p.posts.some((post) => !post.to && post.from > on)) return wrong('on', texts.laterPost)
      const posts = p.posts.map((post) => (post.to && post.to < on ? post : { ...post, to: on }))
      return { case: { ...p, posts, leftOn: on, reason }, emit: [{ name: 'practitioner.left', payload: { on } }] }
    },
  }),
  comeBack: move({
    text: texts.comeBack,
    from: ['left'],
    to: 'active',
    input: Assigned,
    needs: (_, post, actor) => ({ ...home(actor), ...place(post) }),
    may: (actor, p, { home, organization }) => keeps(actor, home, [organization?.id ?? last(p)]),
    decide: ({ leftOn: _, reason: __, ...p }, post, needs) => {
      const next = withPost(p, post, needs)
      return isRefusal(next) ? next : { case: next, emit: [{ name: 'practitioner.registered' }] }
    },
  }),
}
