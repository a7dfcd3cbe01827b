import { z } from 'zod'
import { type Actor, need, verbsOf } from '../../../kernel/grammar/operation.ts'
import { localDayOf } from '../../../kernel/grammar/period.ts'
import { refuse } from '../../../kernel/grammar/refusal.ts'
import { documentsOf, keeps, needDocuments, needOrganization, organizationOf, over, wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { Organization } from './shape.ts'
import { misplaced } from './tree.ts'

const { start, move } = verbsOf<Organization>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Details = Organization.omit({ id: true, state: true, to: true, successors: true, reason: true })

const home = (actor: Actor) => ({ home: need.organization(actor.organization) })
const around = (o: Organization, _: unknown, actor: Actor) => ({
  ...home(actor),
  own: need.organization(o.id),
  parent: needOrganization(o.parent),
})
const system = (actor: Actor) => actor.login === 'system' || texts.onlySystem

export const operations = {
  create: start({
    text: texts.create,
    to: 'active',
    input: Details,
    needs: (input, actor) => ({ ...home(actor), above: need.organization(input.parent ?? ''), parent: needOrganization(input.parent) }),
    may: (actor, _, { home, above }) => keeps(actor, home, [above?.institution]),
    decide: (input, { home, parent }, { actor, newId }) => {
      // The county's own node takes the id under which its first administrator acts already.
      const id = !home && input.level === 'county' ? actor.organization : newId()
      const made = over<Organization>({ ...input, id, state: 'active', successors: [] }, {})
      return misplaced(made, organizationOf(parent)) ?? { case: made, emit: [{ name: 'organization.created' }] }
    },
  }),
  amend: move({
    text: texts.amend,
    from: ['active', 'closed'],
    to: 'same',
    input: Details.omit({ level: true }).partial().extend(Reason.shape),
    needs: (o, input, actor) => ({ ...around(o, input, actor), parent: needOrganization(input.parent ?? o.parent) }),
    may: (actor, _, { home, own }) => keeps(actor, home, [own?.institution]),
    decide: (o, input, { parent }) => {
      const next = over(o, input)
      return misplaced(next, organizationOf(parent)) ?? { case: next }
    },
  }),
  close: move({
    text: texts.close,
    confirm: texts.close,
    from: ['active'],
    to: 'closed',
    input: Reason.extend({ to: z.iso.date(), successors: z.array(z.string().min(1)).max(10).default([]) }),
    needs: (o, input, actor) => ({ ...needDocuments('Organization', input.successors), ...around(o, input, actor) }),
    may: (actor, _, { home, own }) => keeps(actor, home, [own?.institution]),
    decide: (o, { to, successors, reason }, needs, { now }) => {
      if (to > localDayOf(now)) return wrong('to', texts.future)
      if (to < o.from) return wrong('to', texts.endBeforeStart)
      for (const [i, id] of successors.entries()) {
        const heir = organizationOf(documentsOf(needs, 'Organization', id))
        if (id === o.id) return wrong(`successors.${i}`, texts.ownSuccessor)
        if (!heir) return wrong(`successors.${i}`, texts.noSuccessor)
        if (heir.state === 'closed') return wrong(`successors.${i}`, texts.successorClosed)
        if (Date.parse(heir.from) > Date.parse(to) + 86_400_000) return wrong(`successors.${i}`, texts.successorLate)
      }
      return { case: { ...o, to, successors: [...new Set(successors)], reason }, emit: [{ name: 'organization.closed' }] }
    },
  }),
  /** Departments end with their institution. */
  closeWith: move({
    text: texts.closeWith,
    from: ['active'],
    to: 'closed',
    input: z.object({}),
    needs: around,
    may: system,
    after: {
      'organization.closed': {
        find: ({ case_id }) => ({
          view: 'organization',
          where: `f.parent = $2 and f.level = 'department' and f.state = 'active'`,
          values: [case_id],
        }),
      },
    },
    decide: (o, _, needs) => {
      const parent = organizationOf(needs.parent)
      if (!parent?.to) return refuse('conflict', texts.noParent)
      return { case: { ...o, to: [parent.to, o.from].sort()[1]!, successors: [] } }
    },
  }),
  /** What hangs below a closed institution (village clinics) moves to the one that took over. */
  rehome: move({
    text: texts.rehome,
    from: ['active'],
    to: 'same',
    input: z.object({}),
    needs: around,
    may: system,
    after: {
      'organization.closed': {
        find: ({ case_id }) => ({
          view: 'organization',
          where: `f.parent = $2 and f.level <> 'department' and f.state = 'active'`,
          values: [case_id],
        }),
      },
    },
    decide: (o, _, needs) => {
      const [heir, ...others] = organizationOf(needs.parent)?.successors ?? []
      return heir === undefined || others.length ? refuse('conflict', texts.noOneSuccessor) : { case: { ...o, parent: heir } }
    },
  }),
  reopen: move({
    text: texts.reopen,
    from: ['closed'],
    to: 'active',
    input: Reason,
    needs: around,
    may: (actor, _, { home, own }) => keeps(actor, home, [own?.institution]),
    decide: ({ to: _, ...o }, { reason }, { parent }) => {
      const next: Organization = { ...o, state: 'active', successors: [], reason }
      return misplaced(next, organizationOf(parent)) ?? { case: next, emit: [{ name: 'organization.reopened' }] }
    },
  }),
}
