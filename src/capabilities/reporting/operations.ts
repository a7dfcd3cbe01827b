import { z } from 'zod'
import { type Actor, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { dueDaysType, monthType, reportType } from './fhir.ts'
import { DueDay, type DueDays, dueDaysId, localMonth, Month, type MonthLock, monthClaim, monthId, type Report, reportId } from './shape.ts'
import { texts } from './texts.ts'
import { around, type Home, mayDecide, maySubmit, maySupervise } from './who.ts'

const report = verbsOf<Report>()
const month = verbsOf<MonthLock>()
const reason = z.string().trim().min(1).max(1000)

const facing = (r: Report, _: unknown, actor: Actor) => ({ ...around(actor), lock: need.slots(monthClaim(r.month), 1) })
const signing = (r: Report, _: unknown, actor: Actor) => ({ ...facing(r, _, actor), figures: need.figures(r.organization, r.month) })
type Facing = Home & { lock: { free: readonly number[] } }
const owns = (actor: Actor, r: Report, needs: Facing) => maySubmit(actor, r.organization, needs)
const supervises = (actor: Actor, r: Report, needs: Facing) => mayDecide(actor, r.organization, needs)
const locked = ({ lock }: Facing) => (lock.free.length ? undefined : refuse('conflict', texts.monthLocked))

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
    needs: facing,
    may: supervises,
    decide: (r, _, __, { now, actor }) => ({
      case: { ...r, chased: r.chased + 1, chasedAt: now, chasedBy: actor.name },
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
    needs: facing,
    may: supervises,
    decide: (r, _, needs, { now, actor }) => locked(needs) ?? { case: { ...r, decidedAt: now, decidedBy: actor.name } },
  }),
  return: report.move({
    text: texts.return,
    from: ['submitted', 'approved'],
    to: 'returned',
    input: z.object({ reason }),
    needs: facing,
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
    needs: (input, actor) => ({ ...around(actor), existing: need.document(monthType, monthId(input.month)) }),
    may: (actor, _, needs) => maySupervise(actor, needs),
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
    needs: (_, __, actor) => around(actor),
    may: (actor, _, needs) => maySupervise(actor, needs),
    decide: (m, { reason }) => ({ case: { ...m, reason }, release: [claim(m.month)] }),
  }),
  relock: month.move({
    text: texts.relock,
    from: ['unlocked'],
    to: 'locked',
    input: z.object({}),
    needs: (_, __, actor) => around(actor),
    may: (actor, _, needs) => maySupervise(actor, needs),
    decide: ({ reason: _, ...m }) => ({ case: m, claim: [{ ...claim(m.month), holder: m.id }] }),
  }),
}

const rule = z.object({ from: Month, day: DueDay })
/** A rule takes the place of one from the same month; those of earlier months stay. */
const withRule = (rules: DueDays['rules'], { from, day }: z.output<typeof rule>) =>
  [...rules.filter((known) => known.from !== from), { from, day }].sort((a, b) => a.from.localeCompare(b.from))
/** Reports of a month are opened when it is over: months before this one are due as they were told. */
const past = (from: string, now: string) =>
  from < localMonth(now) ? refuse('invalid', texts.dueFromPast, [{ path: 'from', text: texts.dueFromPast }]) : undefined

const due = verbsOf<DueDays>()
export const dueOperations = {
  set: due.start({
    text: texts.setDue,
    to: 'set',
    input: rule,
    needs: (_, actor) => ({ ...around(actor), existing: need.document(dueDaysType, dueDaysId) }),
    may: (actor, _, needs) => maySupervise(actor, needs),
    decide: (input, { existing }, { now }) =>
      existing
        ? refuse('conflict', texts.dueSetBefore)
        : (past(input.from, now) ?? { case: { id: dueDaysId, state: 'set', rules: withRule([], input) } }),
  }),
  change: due.move({
    text: texts.changeDue,
    from: ['set'],
    to: 'same',
    input: rule,
    needs: (_, __, actor) => around(actor),
    may: (actor, _, needs) => maySupervise(actor, needs),
    decide: (d, input, _, { now }) => past(input.from, now) ?? { case: { ...d, rules: withRule(d.rules, input) } },
  }),
}
