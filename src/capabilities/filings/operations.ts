import { z } from 'zod'
import { type Actor, need, type Organization, verbsOf } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { Figure, type Filing, figureClaim } from './shape.ts'
import { texts } from './texts.ts'

const filing = verbsOf<Filing>()
const words = z.string().trim().min(1).max(1000)
const above = new Set(['province', 'prefecture', 'county', 'group'])

type Home = { home: Organization | undefined }
const isAbove = ({ home }: Home) => above.has(home?.level ?? '') || home?.office === true
const institutionOf = (actor: Actor, { home }: Home) => home?.institution ?? actor.organization
const around = (actor: Actor) => ({ home: need.organization(actor.organization) })

export const operations = {
  /** An institution files its own figures; the county, its group and its offices (health bureau, insurance) file any. */
  file: filing.start({
    text: texts.file,
    confirm: texts.fileConfirm,
    to: 'filed',
    input: Figure.extend({ note: words.optional() }),
    needs: (figure, actor) => ({
      ...around(actor),
      filed: need.slots(figureClaim(figure), 1),
      frozen: need.frozen(figure),
    }),
    may: (actor, { unit, of }, needs) =>
      isAbove(needs) || (unit === 'organization' && of === institutionOf(actor, needs)) || texts.notYours,
    decide: ({ note, ...figure }, { filed, frozen }, { now, actor }) => {
      if (!filed.free.length) return refuse('conflict', texts.already)
      if (frozen.partial) return refuse('invalid', texts.notOver, [{ path: 'period', text: texts.notOver }])
      const { id, name, measure, unitName, value, numerator, denominator, parts, definition, hash } = frozen
      return {
        case: {
          ...figure,
          id,
          state: 'filed',
          name: name[0],
          nameEn: name[1],
          unitName,
          measure,
          ...(value === null ? {} : { value }),
          numerator,
          ...(denominator === undefined ? {} : { denominator }),
          parts: parts.map(({ counties, ...part }) => ({ ...part, sides: [...part.sides], ...(counties ? { counties } : {}) })),
          definition,
          hash,
          ...(note ? { note } : {}),
          organization: actor.organization,
          filedAt: now,
          filedBy: actor.name,
        },
        claim: [{ resource: figureClaim(figure), slot: 1, holder: id }],
        emit: [{ name: 'filing.filed' }],
      }
    },
  }),
  /** Who filed it, or the county above: the figure can be filed anew then. What was filed stays readable. */
  withdraw: filing.move({
    text: texts.withdraw,
    from: ['filed'],
    to: 'withdrawn',
    input: z.object({ reason: words }),
    needs: (_, __, actor) => around(actor),
    may: (actor, { organization }, needs) => isAbove(needs) || actor.organization === organization || texts.notYours,
    decide: (f, { reason }, _, { now, actor }) => ({
      case: { ...f, reason, withdrawnAt: now, withdrawnBy: actor.name },
      release: [{ resource: figureClaim(f), slot: 1 }],
      emit: [{ name: 'filing.withdrawn' }],
    }),
  }),
}
