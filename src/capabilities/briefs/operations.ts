import { z } from 'zod'
import { type Moment, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { localDayOf } from '../../kernel/grammar/period.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { briefCodes } from './figures.ts'
import { Brief, type BriefFigure, briefClaim } from './shape.ts'
import { texts } from './texts.ts'

const brief = verbsOf<Brief>()
const Written = Brief.pick({ title: true, issuer: true, sections: true })

type Told = { numbers: readonly BriefFigure[] }
const told = ({ numbers }: Told, { now }: Moment) => ({ figures: [...numbers], figuresAt: now })
const edited = ({ now, actor }: Moment) => ({ editedAt: now, editedBy: actor.name })

export const operations = {
  /** The text is a person's; the figures are the record's, at this moment. */
  draft: brief.start({
    text: texts.draft,
    to: 'draft',
    input: Written.extend({ month: Brief.shape.month }),
    needs: ({ month }) => ({ free: need.slots(briefClaim(month), 1), numbers: need.numbers(briefCodes, month) }),
    decide: (written, needs, moment) => {
      const { actor, newId, now } = moment
      if (!needs.free.free.length) return refuse('conflict', texts.already)
      if (written.month >= localDayOf(now).slice(0, 7)) return refuse('invalid', texts.notOver, [{ path: 'month', text: texts.notOver }])
      const id = newId()
      return {
        case: { ...written, id, state: 'draft', organization: actor.organization, ...told(needs, moment), ...edited(moment) },
        claim: [{ resource: briefClaim(written.month), slot: 1, holder: id }],
      }
    },
  }),
  edit: brief.move({
    text: texts.edit,
    from: ['draft'],
    to: 'same',
    input: Written,
    decide: (b, written, _, moment) => ({ case: { ...b, ...written, ...edited(moment) } }),
  }),
  refresh: brief.move({
    text: texts.refresh,
    from: ['draft'],
    to: 'same',
    input: z.object({}),
    needs: ({ month }) => ({ numbers: need.numbers(briefCodes, month) }),
    decide: (b, _, needs, moment) => ({ case: { ...b, ...told(needs, moment) } }),
  }),
  issue: brief.move({
    text: texts.issue,
    confirm: texts.issueConfirm,
    from: ['draft'],
    to: 'issued',
    input: z.object({}),
    decide: (b, _, __, { now, actor }) => ({ case: { ...b, issuedAt: now, issuedBy: actor.name }, emit: [{ name: 'brief.issued' }] }),
  }),
  /** The month is free for another brief then; what was written stays readable. */
  withdraw: brief.move({
    text: texts.withdraw,
    from: ['draft', 'issued'],
    to: 'withdrawn',
    input: z.object({ reason: z.string().trim().min(1).max(1000) }),
    decide: (b, { reason }, _, moment) => ({
      case: { ...b, reason, ...edited(moment) },
      release: [{ resource: briefClaim(b.month), slot: 1 }],
    }),
  }),
}
