import { isUnreachable } from './db.ts'

type Waiting<K, A> = { county: number; keys: readonly K[]; done: (answer: readonly A[]) => void; failed: (error: unknown) => void }
const most = 64

/** What the work answers; an error as of a database that is gone when that takes too long: one answer that never comes must not hold up all who ask later. */
const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  new Promise((done, failed) => {
    const late = setTimeout(() => failed(Object.assign(new Error(`no answer within ${ms} ms`), { code: 'CONNECT_TIMEOUT' })), ms)
    work.then(done, failed).finally(() => clearTimeout(late))
  })

/**
 * Callers that ask at the same moment share one round trip: those of one turn of the event loop, and those who come while `lanes` questions are under way (no timer, so a
 * lone caller waits for nothing). Each is answered with the rows of the whole group and picks his own. A group that fails is asked again one by one, so that nobody fails
 * for a neighbour. `patience` (ms): then a question counts as lost.
 */
export function together<K, A>(
  ask: (county: number, keys: readonly K[]) => Promise<readonly A[]>,
  { lanes = 1, patience = 60_000 }: { lanes?: number; patience?: number } = {},
) {
  const waiting: Waiting<K, A>[] = []
  let free = lanes
  let soon = false
  const answer = (group: readonly Waiting<K, A>[]) =>
    within(
      patience,
      ask(
        group[0]!.county,
        group.flatMap((one) => one.keys),
      ),
    )
  const run = async () => {
    soon = false
    free -= 1
    while (waiting.length) {
      const { county } = waiting[0]!
      const group: Waiting<K, A>[] = []
      for (let i = 0; i < waiting.length && group.length < most; )
        if (waiting[i]!.county === county) group.push(...waiting.splice(i, 1))
        else i++
      try {
        const rows = await answer(group)
        for (const one of group) one.done(rows)
      } catch (error) {
        if (group.length === 1 || isUnreachable(error)) for (const one of group) one.failed(error)
        else for (const one of group) await answer([one]).then(one.done, one.failed)
      }
    }
    free += 1
  }
  return (county: number, keys: readonly K[]): Promise<readonly A[]> =>
    keys.length
      ? new Promise((done, failed) => {
          waiting.push({ county, keys, done, failed })
          if (!free || soon) return
          soon = true
          setImmediate(run)
        })
      : Promise.resolve([])
}
