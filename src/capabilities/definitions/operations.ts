import { z } from 'zod'
import { type Moment, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { type Refusal, refuse } from '../../kernel/grammar/refusal.ts'
import { compileDefinition } from './compile.ts'
import { definitionType } from './fhir.ts'
import type { Library } from './library.ts'
import { Code, Content, type Definition } from './shape.ts'
import { texts } from './texts.ts'

const { start, move } = verbsOf<Definition>()
const reason = z.string().trim().max(1000)

/** The verbs over what a county's indicators may speak of: nothing is saved that does not compile. */
export function operationsOver(library: Library) {
  const problems = (code: string, content: Content): Refusal | undefined => {
    const read = compileDefinition(code, content, library)
    return 'problems' in read ? refuse('invalid', texts.hasProblems, read.problems) : undefined
  }
  const worked = ({ now, actor }: Moment) => ({ editedAt: now, editedBy: actor.name })
  return {
    draft: start({
      text: texts.draft,
      to: 'draft',
      input: Content.extend({ code: Code }),
      needs: ({ code }) => ({ taken: need.document(definitionType, code) }),
      decide: ({ code, ...content }, { taken }, moment) => {
        if (taken) return refuse('conflict', texts.codeTaken, [{ path: 'code', text: texts.codeTaken }])
        const organization = moment.actor.organization
        return (
          problems(code, content) ?? { case: { id: code, state: 'draft', organization, draft: content, version: 0, ...worked(moment) } }
        )
      },
    }),
    edit: move({
      text: texts.edit,
      from: ['draft', 'active'],
      to: 'same',
      input: Content.extend({ reason: reason.optional() }),
      decide: ({ reason: _, ...d }, { reason: why, ...content }, __, moment) =>
        problems(d.id, content) ?? { case: { ...d, draft: content, ...worked(moment), ...(why ? { reason: why } : {}) } },
    }),
    activate: move({
      text: texts.activate,
      confirm: texts.activateConfirm,
      from: ['draft', 'active'],
      to: 'active',
      input: z.object({}),
      decide: ({ draft, ...d }, _, __, { now, actor }) => {
        if (!draft) return refuse('conflict', texts.nothingNew)
        // the house may have changed since it was written
        const refused = problems(d.id, draft)
        if (refused) return refused
        return {
          case: { ...d, active: draft, version: d.version + 1, activatedAt: now, activatedBy: actor.name },
          emit: [{ name: 'definition.activated' }],
        }
      },
    }),
    retire: move({
      text: texts.retire,
      confirm: texts.retireConfirm,
      from: ['draft', 'active'],
      to: 'retired',
      input: z.object({ reason: reason.min(1) }),
      decide: (d, { reason: why }, _, moment) => ({ case: { ...d, reason: why, ...worked(moment) } }),
    }),
  }
}
