import { chainHead, extendChain, takeChain } from './audit.ts'
import { compose, type Prepared, partsOf, prepare } from './compose.ts'
import { type Db, isLocked, isLostGuard, isTransient, isUnique, isUnreachable } from './db.ts'
import { noting } from './dictionary.ts'
import type { ExtractContext } from './extract.ts'
import { inSlices } from './in-slices.ts'
import type { Plan } from './plan.ts'

/** A guard was lost: somebody else wrote, claimed or used the key first. Read again and decide again. */
export class Lost extends Error {
  /** 'taken': something that must be unique exists already; 'changed': a version was not the expected one. */
  readonly why: 'taken' | 'changed'
  readonly constraint: string | undefined
  constructor(why: 'taken' | 'changed', constraint?: string) {
    super(`guard lost: ${why} ${constraint ?? ''}`)
    this.why = why
    this.constraint = constraint
  }
}
/** What parts of a plan, or a group, write: again where the dictionary did not know all of it. */
async function preparedOf(parts: readonly (readonly Plan[])[], context: ExtractContext): Promise<Prepared[]> {
  const keys = noting(context.keys)
  const all = async (within: ExtractContext) => {
    const prepared: Prepared[] = []
    for (const part of parts) prepared.push(await inSlices(prepare(part, within)))
    return prepared
  }
  const first = await all({ ...context, keys })
  if (!keys.missing) return first
  await context.keys.intern()
  return all(context)
}

type Waiting = { plan: Plan; done: () => void; failed: (error: unknown) => void }
type Head = { seq: number; hash: Buffer }
const groupSize = 64
/** A deletion must not be in one statement with what begins to refer to what it deletes. */
const alone = ({ plan }: Waiting) => plan.unneeded !== undefined

/** Writes, within a transaction, a plan that deletes what nothing may refer to. @throws Lost when something does after all */
export type Deleting = (tx: Db, plan: Plan, write: () => Promise<unknown>) => Promise<void>

/**
 * The one write path. Callers that wait at the same moment share one durable statement; each is answered after its commit. A group in which any guard is lost
 * keeps nothing and runs again plan by plan, so one loser never fails its neighbours.
 */
export function openWriter(
  connections: readonly Db[],
  contextOf: (county: number) => Promise<ExtractContext>,
  committed: (plans: readonly Plan[]) => Promise<void>,
  deleting: Deleting,
  observe?: (plans: number, milliseconds: number) => void,
) {
  const queue: Waiting[] = []
  const idle = connections.map((db) => ({ db, chain: 0, heads: new Map<number, Head>() }))
  type Line = (typeof idle)[number]
  let soon = false // callers of one turn of the event loop go together

  const send = async (line: Line, plans: readonly Plan[]) => {
    const county = plans[0]!.county
    const context = await contextOf(county)
    const [only] = plans
    const parts = plans.length === 1 ? partsOf(only!).map((part) => [part]) : [plans]
    const prepared = await preparedOf(parts, context)
    line.chain ||= await takeChain(line.db)
    const head = line.heads.get(county) ?? (await chainHead(line.db, county, line.chain))
    line.heads.delete(county) // unknown until the answer is here
    const { rows, head: next } = extendChain(
      county,
      line.chain,
      head,
      plans.map((plan) => plan.audit),
    )
    const audit = { rows, from: head.seq, chain: line.chain }
    const began = observe && performance.now()
    const put = async (db: Db) => {
      for (const [i, part] of prepared.entries()) {
        const { text, values } = compose(county, part, i === prepared.length - 1 ? audit : undefined)
        await db.query(text, values)
      }
    }
    if (only?.unneeded) await line.db.transaction((tx) => deleting(tx, only, () => put(tx)))
    else if (prepared.length > 1) await line.db.transaction(put)
    else await put(line.db)
    if (began !== undefined) observe!(plans.length, performance.now() - began)
    line.heads.set(county, next)
    await committed(plans)
  }

  /** One plan alone; a chain head that another process moved is read again once before the loss is believed. */
  const sendAlone = async (line: Line, plan: Plan) => {
    for (let attempt = 1; ; attempt++)
      try {
        return await send(line, [plan])
      } catch (error) {
        if (attempt < 3 && (isTransient(error) || (isLostGuard(error) && attempt === 1))) continue
        if (isLostGuard(error)) throw new Lost('changed')
        if (isUnique(error)) throw new Lost('taken', (error as { constraint_name?: string }).constraint_name)
        throw error
      }
  }

  const run = async (line: Line) => {
    for (;;) {
      const county = queue[0]?.plan.county
      if (county === undefined) break
      const group = queue.splice(0, 1)
      for (let i = 0; !alone(group[0]!) && i < queue.length && group.length < groupSize; )
        if (queue[i]!.plan.county === county && !alone(queue[i]!)) group.push(...queue.splice(i, 1))
        else i++
      try {
        if (group.length === 1) await sendAlone(line, group[0]!.plan)
        else
          await send(
            line,
            group.map((w) => w.plan),
          )
        for (const waiting of group) waiting.done()
      } catch (error) {
        // A broken connection leaves it open whether the group is in: sending again could double it. The callers' idempotency keys will tell.
        // And whoever holds a lock for so long holds it a while yet: one by one they would all wait again.
        if (group.length === 1 || isUnreachable(error) || isLocked(error)) for (const waiting of group) waiting.failed(error)
        else for (const waiting of group) await sendAlone(line, waiting.plan).then(waiting.done, waiting.failed)
      }
    }
    idle.push(line)
  }

  return (plan: Plan) =>
    new Promise<void>((done, failed) => {
      queue.push({ plan, done, failed })
      if (!idle.length || soon) return
      soon = true
      setImmediate(() => {
        soon = false
        const line = idle.pop()
        if (line) void run(line)
      })
    })
}
