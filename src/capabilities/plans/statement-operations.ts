import { z } from 'zod'
import { fill } from '../../kernel/grammar/fill.ts'
import { type Actor, need, type Organization, verbsOf } from '../../kernel/grammar/operation.ts'
import { localDayOf } from '../../kernel/grammar/period.ts'
import { type FieldProblem, refuse } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { holdsUntil } from './dates.ts'
import { planFromFhir, planType, statementFromFhir, statementType } from './fhir.ts'
import { Evidence, type Plan, type Statement, statementClaim } from './shape.ts'
import { day, type Target } from './template.ts'
import { texts } from './texts.ts'
import { around, institutionOf, isAbove } from './who.ts'

const statement = verbsOf<Statement>()
const reason = z.string().trim().min(1).max(1000)
const files = z.array(Evidence.omit({ withdrawn: true })).max(10)
type Home = { home: Organization | undefined }

const home = (_: Statement, __: unknown, actor: Actor) => around(actor)
const own = (actor: Actor, { unit, organization }: Pick<Statement, 'unit' | 'organization'>, needs: Home) =>
  isAbove(needs) || unit === institutionOf(actor, needs) || actor.organization === organization || texts.notYours

export const statementOperations = {
  /** An institution states for itself; the county, its group, its offices for any. Once a target, unit and day: who comes second reads who stated what. */
  state: statement.start({
    text: texts.state,
    to: 'stated',
    input: z.object({
      plan: z.string().max(100),
      target: z.string().max(60),
      unit: z.string().max(64),
      day,
      value: z.number(),
      note: z.string().trim().max(1000).optional(),
      evidence: files.optional(),
    }),
    needs: (input, actor) => ({
      ...around(actor),
      plan: need.document(planType, input.plan),
      place: need.organization(input.unit),
      counties: need.counties(),
      held: need.holder(statementClaim(input), statementType),
    }),
    may: (actor, { unit }, needs) => isAbove(needs) || unit === institutionOf(actor, needs) || texts.notYours,
    decide: ({ note, evidence = [], ...input }, needs, { now, actor, newId }) => {
      if (!needs.plan) return refuse('invalid', texts.noPlan, [{ path: 'plan', text: texts.noPlan }])
      const plan = planFromFhir([needs.plan])
      if (plan.state === 'closed') return refuse('conflict', texts.planClosed)
      const target = plan.template.targets.find(({ code }) => code === input.target)
      const unit = target && unitName(target, input.unit, needs)
      const problem = !target
        ? { path: 'target', text: fill(texts.noTarget, { code: input.target }) }
        : (targetProblem(plan, target) ??
          (unit === undefined ? { path: 'unit', text: texts.notStating } : undefined) ??
          valueProblem(target, input.value) ??
          (input.day > localDayOf(now) ? { path: 'day', text: texts.future } : undefined))
      if (problem || !target || unit === undefined) return refuse('invalid', problem!.text, [problem!])
      if (needs.held) return refuse('conflict', already(statementFromFhir([needs.held]), target))
      const id = newId()
      const { measure } = target
      const months = 'stated' in measure ? measure.expires : undefined
      const made: Statement = {
        ...input,
        id,
        state: 'stated',
        planName: plan.name,
        template: plan.template.code,
        targetName: target.text[0].slice(0, 300),
        unitName: unit,
        ...(note ? { note } : {}),
        evidence: evidence,
        ...(months === undefined ? {} : { until: holdsUntil(input.day, months) }),
        organization: actor.organization,
        statedAt: now,
        statedBy: actor.name,
      }
      return { case: made, claim: [{ resource: statementClaim(made), slot: 1, holder: id }], emit: [{ name: 'statement.stated' }] }
    },
  }),
  /** It stays readable; another may be stated for the same day. */
  withdraw: statement.move({
    text: texts.withdraw,
    from: ['stated'],
    to: 'withdrawn',
    input: z.object({ reason }),
    needs: home,
    may: own,
    decide: (s, { reason }, _, { now, actor }) => ({
      case: { ...s, reason, withdrawnAt: now, withdrawnBy: actor.name },
      release: [{ resource: statementClaim(s), slot: 1 }],
      emit: [{ name: 'statement.withdrawn' }],
    }),
  }),
  attach: statement.move({
    text: texts.attach,
    from: ['stated'],
    to: 'same',
    input: z.object({ evidence: files.min(1) }),
    needs: home,
    may: own,
    decide: (s, { evidence }) => {
      const there = s.evidence.filter(({ withdrawn }) => !withdrawn).map(({ checksum }) => checksum)
      const again = evidence.findIndex(({ checksum }, i) => [...there, ...evidence.slice(0, i).map((e) => e.checksum)].includes(checksum))
      if (again >= 0) return refuse('conflict', texts.sameFile, [{ path: `evidence.${again}`, text: texts.sameFile }])
      if (s.evidence.length + evidence.length > 10)
        return refuse('invalid', texts.tooManyFiles, [{ path: 'evidence', text: texts.tooManyFiles }])
      return { case: { ...s, evidence: [...s.evidence, ...evidence] } }
    },
  }),
  /** The file proves nothing any more. A statement that loses its last one no longer counts. */
  withdrawEvidence: statement.move({
    text: texts.withdrawEvidence,
    from: ['stated'],
    to: 'same',
    input: z.object({ checksum: z.string().max(64), reason }),
    needs: home,
    may: own,
    decide: (s, { checksum, reason }, _, { now, actor }) => {
      const named = s.evidence.filter((e) => e.checksum === checksum)
      if (!named.length) return refuse('missing', texts.noFile)
      if (named.every(({ withdrawn }) => withdrawn)) return refuse('conflict', texts.fileGone)
      const withdrawn = { at: now, by: actor.name, reason }
      const evidence = s.evidence.map((e) => (e.checksum === checksum && !e.withdrawn ? { ...e, withdrawn } : e))
      return { case: { ...s, evidence }, emit: [{ name: 'statement.evidenceWithdrawn' }] }
    },
  }),
}

type Places = { place: Organization | undefined; counties: ReadonlyMap<string, string> }
/** The name of the unit, if it is one that states this target: the county, an institution of a class (`A1` is all of A1xx), a county of the prefecture. */
function unitName({ measure }: Target, unit: string, { place, counties }: Places): string | undefined {
  if (!('stated' in measure)) return undefined
  const { of } = measure
  if (of === 'county') return unit === 'county' ? texts.county[0] : undefined
  if (of === 'counties') return counties.get(unit)
  if (!place || place.inside === false) return undefined
  const { level, type, name } = place
  return of.kinds.some((kind) => level === kind || (level === 'institution' && type?.startsWith(kind))) ? name : undefined
}

function targetProblem(plan: Plan, { code, measure }: Target): FieldProblem | undefined {
  const left = plan.choices.find((c) => c.code === code)?.left
  if (left) return { path: 'target', text: fill(texts.left, { reason: left }) }
  return 'stated' in measure ? undefined : { path: 'target', text: texts.counted }
}

/** Yes is 1 and no is 0; what is counted is whole. */
function valueProblem({ measure, unit }: Target, value: number): FieldProblem | undefined {
  if ('stated' in measure && measure.stated === 'yes')
    return value === 0 || value === 1 ? undefined : { path: 'value', text: texts.yesOrNo }
  return unit === 'count' && !(Number.isInteger(value) && value >= 0) ? { path: 'value', text: texts.notWhole } : undefined
}

const already = ({ statedBy, statedAt, day, value }: Statement, { measure }: Target) => {
  const yes = 'stated' in measure && measure.stated === 'yes'
  const stated: Text = yes ? (value ? ['是', 'yes'] : ['否', 'no']) : [String(value), String(value)]
  return fill(texts.already, { by: statedBy, day, at: localDayOf(statedAt), value: stated })
}
