import { answered } from '../../record/answered.ts'
import { newId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { RecordStore } from '../../record/record.ts'
import { Lost } from '../../record/write.ts'
import { type AnyWorkflow, mayUse } from '../grammar/capability.ts'
import type { Actor, AnyOperation, CaseState, Decision } from '../grammar/operation.ts'
import { type Refusal, refuse } from '../grammar/refusal.ts'
import { type Loaded, loadCase, writesOf } from './case.ts'
import { dueAt } from './due.ts'
import { checkKeys, checkText } from './input.ts'
import { answer } from './needs.ts'
import { problemsOf } from './problems.ts'
import type { Registry } from './registry.ts'

export type Call = {
  county: number
  kind: string
  verb: string
  /** Absent for verbs that make a case. */
  id?: string
  input: unknown
  actor: Actor
  /** The version the caller looked at: another one is a conflict, even where a retry would succeed. */
  version?: number | undefined
  /** Idempotency key: the same key answers the same, and is performed once. */
  opId?: string | undefined
  /** When it was really done, for work sent in later. */
  performedAt?: string | undefined
}
export type Outcome = { kind: string; id: string; version: number; state: string; case: CaseState }
export type House = { record: RecordStore; registry: Registry; clock: () => Date }

type Decide = (subject: CaseState | undefined, input: unknown, needs: unknown, moment: unknown) => Decision<CaseState> | Refusal
const attempts = 3

/**
 * The corridor: doors, jobs, demo stories and tests all come through here. Reads without a transaction, decides, submits one guarded write;
 * a lost guard is read and decided again (three times), then refused as a conflict. @throws Refusal
 */
export async function perform(house: House, call: Call): Promise<Outcome> {
  const workflow = house.registry.workflow(call.kind)
  const operation = workflow.operations[call.verb]
  if (!operation) throw refuse('missing', [`没有这个操作：${call.verb}`, `${call.kind} has no operation ${call.verb}`])
  if (!mayUse(call.actor, call.kind, call.verb))
    throw refuse('forbidden', ['您的岗位没有这项权限', 'Your post does not include this right'])
  checkKeys({ id: call.id, opId: call.opId })
  checkText(call.input)
  const parsed = operation.input.safeParse(call.input ?? {}, { reportInput: true })
  if (!parsed.success) throw refuse('invalid', ['请检查填写的内容', 'Please check what was entered'], problemsOf(parsed.error))
  for (let attempt = 1; ; attempt++) {
    const known = call.opId === undefined ? undefined : await earlierAnswer(house.record, call, call.opId)
    if (known) return known
    try {
      return await once(house, workflow, operation, { ...call, input: parsed.data })
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      if (error.why === 'taken' && error.constraint === 'identifier_pkey')
        throw refuse('conflict', ['编号已被占用', 'This identifier is already in use'])
      if (attempt >= attempts)
        throw refuse('conflict', ['这条记录刚被别人修改，请刷新后重试', 'Somebody else has just changed this: reload and try again'])
    }
  }
}

async function once(house: House, workflow: AnyWorkflow, operation: AnyOperation, call: Call): Promise<Outcome> {
  const { kind } = workflow
  const { actor, county, input } = call
  const now = call.performedAt ?? house.clock().toISOString()
  const loaded = operation.from === 'new' ? undefined : await existing(house.record, workflow, call)
  const subject = loaded?.subject
  const known = subject ? [subject, input] : [input]
  const needs = operation.needs ? await answer(house, county, operation.needs(...([...known, actor] as never[]))) : {}
  const allowed = operation.may ? operation.may(...([actor, subject ?? input, needs] as never[])) : true
  if (allowed !== true) throw refuse('forbidden', allowed || ['不能由您操作', 'Not for you to do'])
  const barred = whyNot(workflow, operation, subject)
  if (barred) throw refuse('conflict', barred)
  const decision = (operation.decide as Decide as (...all: unknown[]) => ReturnType<Decide>)(...known, needs, {
    now,
    actor,
    newId: () => newId(Date.parse(now)),
  })
  if (decision instanceof Error) throw decision
  const next: CaseState = { ...decision.case, state: operation.to === 'same' ? (subject?.state ?? decision.case.state) : operation.to }
  const version = (loaded?.version ?? 0) + 1
  const outcome: Outcome = { kind: kind.name, id: next.id, version, state: next.state, case: next }
  await house.record.write(await planOf(house, workflow, operation, call, { loaded, decision, next, outcome, now }))
  return outcome
}

async function existing(record: RecordStore, workflow: AnyWorkflow, { county, id, version }: Call): Promise<Loaded> {
  const loaded = id === undefined ? undefined : await loadCase(record, county, workflow, id)
  if (!loaded) throw refuse('missing', ['没有找到这条记录', 'No such record'])
  if (version !== undefined && version !== loaded.version)
    throw refuse('conflict', ['这条记录已被别人修改，请刷新后再改', 'Somebody else has changed this since you opened it: reload it'])
  return loaded
}

/** Why an operation is not possible from where the case stands: the reason a disabled button shows. */
export function whyNot(
  { kind }: AnyWorkflow,
  operation: AnyOperation,
  subject: CaseState | undefined,
): readonly [string, string] | undefined {
  if (operation.from === 'new' || !subject) return undefined
  const state = kind.states[subject.state]?.text ?? ([subject.state, subject.state] as const)
  if (!operation.from.includes(subject.state))
    return [`「${state[0]}」状态不能${operation.text[0]}`, `Cannot ${operation.text[1].toLowerCase()} while ${state[1].toLowerCase()}`]
  const hold = operation.unless?.find((one) => subject.holds?.includes(one))
  return hold ? [`被暂停：${hold}`, `On hold: ${hold}`] : undefined
}

type Decided = { loaded: Loaded | undefined; decision: Decision<CaseState>; next: CaseState; outcome: Outcome; now: string }
async function planOf(
  house: House,
  workflow: AnyWorkflow,
  operation: AnyOperation,
  call: Call,
  { loaded, decision, next, outcome, now }: Decided,
): Promise<Plan> {
  const { kind } = workflow
  const others = await Promise.all(
    (decision.change ?? []).map(async (change) => {
      const w = house.registry.workflow(change.kind)
      const read = change.expect === 'new' ? undefined : await loadCase(house.record, call.county, w, change.id)
      if (read && read.version !== change.expect) throw new Lost('changed')
      return { workflow: w, before: read?.documents ?? [], next: { ...change.doc, state: change.to } }
    }),
  )
  const all = [{ workflow, before: loaded?.documents ?? [], next }, ...others]
  const each = <T>(pick: (kind: AnyWorkflow['kind'], subject: never) => readonly T[] | undefined) =>
    all.flatMap((one) => pick(one.workflow.kind, one.next as never) ?? [])
  const patient = kind.patient?.(next as never)
  return {
    county: call.county,
    origin: 'performed',
    audit: {
      at: house.clock().toISOString(),
      actor: call.actor.login,
      organization: call.actor.organization,
      action: `${kind.name}.${call.verb}`,
      patient,
      detail: {
        id: next.id,
        version: outcome.version,
        ...decision.detail,
        ...(decision.change?.length ? { changed: decision.change.map((c) => `${c.kind}/${c.id}`) } : {}),
      },
    },
    documents: all.flatMap((one) => writesOf(one.workflow, one.before, one.next)),
    bind: each((k, s) => k.binds?.(s)),
    rebind: decision.rebind ?? [],
    relations: loaded ? [] : each((k, s) => k.grants?.(s)),
    claims: decision.claim ?? [],
    releases: decision.release ?? [],
    // the limits of a state run from when it was entered: what leaves the state alone leaves them alone
    ...(operation.to === 'same'
      ? {}
      : {
          deadlines: {
            kind: kind.name,
            id: next.id,
            set: (operation.within ?? []).map((w) => ({ name: w.name, due: dueAt(now, w), operation: w.then })),
          },
        }),
    events: (decision.emit ?? []).map((e) => ({ name: e.name, kind: kind.name, id: next.id, payload: e.payload ?? {} })),
    ...(call.opId ? { idempotency: { opId: call.opId, operation: `${kind.name}.${call.verb}`, answer: JSON.stringify(outcome) } } : {}),
  }
}

/** What the key was answered before. @throws Refusal 'conflict' when it was somebody else's, or for something else: an answer is told only to who got it */
async function earlierAnswer(record: RecordStore, { county, actor, kind, verb, id }: Call, opId: string): Promise<Outcome | undefined> {
  const known = await answered(record, county, opId)
  if (!known) return undefined
  const answer = JSON.parse(known.answer) as Outcome
  if (known.actor !== actor.login || known.operation !== `${kind}.${verb}` || (id !== undefined && id !== answer.id))
    throw refuse('conflict', ['这个幂等键已用于另一项操作', 'This idempotency key was used for something else'])
  return answer
}
