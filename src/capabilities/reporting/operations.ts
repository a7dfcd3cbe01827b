import { z } from 'zod'
import { type Actor, need, type Organization, verbsOf } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { monthType, reportType } from './fhir.ts'
import { Month, type MonthLock, monthClaim, monthId, type Report, reportId } from './shape.ts'
import { texts } from './texts.ts'

const report = verbsOf<Report>()
const month = verbsOf<MonthLock>()
const reason = z.string().trim().min(1).max(1000)
const above = new Set(['province', 'prefecture', 'county', 'group'])

const around = (r: Report, _: unknown, actor: Actor) => ({
  home: need.organization(actor.organization),
  lock: need.slots(monthClaim(r.month), 1),
})
const signing = (r: Report, _: unknown, actor: Actor) => ({ ...around(r, _, actor), figures: need.figures(r.organization, r.month) })
type Around = { home: Organization | undefined; lock: { free: readonly number[] } }
const homeOf = (actor: Actor, { home }: Around) => home?.institution ?? actor.organization

/** An institution signs its own month; a post of the county or its group may sign for anybody (a clinic without a computer). */
const owns = (actor: Actor, r: Report, needs: Around): true | Text =>
  homeOf(actor, needs) === r.organization || above.has(needs.home?.level ?? '') || texts.notYours
/** Four eyes: nobody approves, returns or chases the month of his own institution. */
const supervises = (actor: Actor, r: Report, needs: Around): true | Text => homeOf(actor, needs) !== r.organization || texts.notOwn
const locked = ({ lock }: Around) => (lock.free.length ? undefined : refuse('conflict', texts.monthLocked))

export const reportOperations = {
  open: report.start({
    text: texts.open,
    to: 'due',
    input: z.object({ organization: z.string().min(1), month: Month, due: z.iso.date() }),
    needs: ({ organization, month }) => ({
      organization: need.organization(organization),
      existing: need.document(reportType, reportId(organization, month)),
    }),
    decide: ({ organization, month, due }, needs) => {
      if (needs.organization?.level !== 'institution')
        return refuse('invalid', texts.noInstitution, [{ path: 'organization', text: texts.noInstitution }])
      if (needs.existing) return refuse('conflict', texts.already)
      return { case: { id: reportId(organization, month), state: 'due', organization, month, due, chased: 0 } }
    },
  }),
  /** The day has passed: performed by the system each night. */
  lapse: report.move({ text: texts.lapse, from: ['due'], to: 'late', input: z.object({}), decide: (r) => ({ case: r }) }),
  chase: report.move({
    text: texts.chase,
    from: ['due', 'late', 'returned'],
    to: 'same',
    input: z.object({}),
    needs: around,
    may: supervises,
    decide: (r, _, __, { now }) => ({
      case: { ...r, chased: r.chased + 1, chasedAt: now },
      emit: [{ name: 'report.chased', payload: { organization: r.organization, month: r.month } }],
    }),
  }),
  submit: report.move({
    text: texts.submit,
    confirm: texts.submitConfirm,
    from: ['due', 'late', 'returned'],
    to: 'submitted',
    input: z.object({ note: z.string().trim().max(1000).optional() }),
    needs: signing,
    may: owns,
    decide: ({ reason: _, ...r }, { note }, needs, { now, actor }) =>
      locked(needs) ?? {
        case: { ...r, figures: needs.figures, ...(note ? { note } : {}), submittedAt: now, submittedBy: actor.name },
        emit: [{ name: 'report.submitted' }],
      },
  }),
  approve: report.move({
    text: texts.approve,
    from: ['submitted'],
    to: 'approved',
    input: z.object({}),
    needs: around,
    may: supervises,
    decide: (r, _, needs, { now, actor }) => locked(needs) ?? { case: { ...r, decidedAt: now, decidedBy: actor.name } },
  }),
  return: report.move({
    text: texts.return,
    from: ['submitted', 'approved'],
    to: 'returned',
    input: z.object({ reason }),
    needs: around,
    may: supervises,
    decide: (r, { reason }, needs, { now, actor }) =>
      locked(needs) ?? {
        case: { ...r, reason, decidedAt: now, decidedBy: actor.name },
        emit: [{ name: 'report.returned', payload: { organization: r.organization, month: r.month } }],
      },
  }),
}

const claim = (m: string) => ({ resource: monthClaim(m), slot: 1 })
export const monthOperations = {
  lock: month.start({
    text: texts.lock,
    confirm: texts.lockConfirm,
    to: 'locked',
    input: z.object({ month: Month }),
    needs: (input) => ({ existing: need.document(monthType, monthId(input.month)) }),
    decide: (input, { existing }, { now }) => {
      if (existing) return refuse('conflict', texts.lockedBefore)
      if (now.slice(0, 7) <= input.month) return refuse('invalid', texts.notOver, [{ path: 'month', text: texts.notOver }])
      const id = monthId(input.month)
      return { case: { id, state: 'locked', month: input.month }, claim: [{ ...claim(input.month), holder: id }] }
    },
  }),
  unlock: month.move({
    text: texts.unlock,
    from: ['locked'],
    to: 'unlocked',
    input: z.object({ reason }),
    decide: (m, { reason }) => ({ case: { ...m, reason }, release: [claim(m.month)] }),
  }),
  relock: month.move({
    text: texts.relock,
    from: ['unlocked'],
    to: 'locked',
    input: z.object({}),
    decide: ({ reason: _, ...m }) => ({ case: m, claim: [{ ...claim(m.month), holder: m.id }] }),
  }),
}
