import { setTimeout } from 'node:timers/promises'
import { isUnreachable } from '../../record/db.ts'
import type { Hold } from '../../record/hold.ts'
import { ImportError } from './import-error.ts'
import { texts } from './texts.ts'

/** Somebody else goes on with the batch. */
export class TakenOver extends ImportError {}

/**
 * Does a piece of work that may be done twice; while the database is away it waits and tries again, 60 s unless told. The lock goes with the connection, so it is
 * taken again first. @throws TakenOver when another process has it by then; what the work throws
 */
export async function patiently<T>(
  { held, signal, patienceMs = 60_000 }: { held: Hold; signal?: AbortSignal; patienceMs?: number },
  work: () => Promise<T>,
): Promise<T> {
  const until = Date.now() + patienceMs
  for (let pause = 250; ; pause = Math.min(pause * 2, 5000))
    try {
      if (held.lost && !(await held.retake())) throw new TakenOver(texts.takenOver)
      return await work()
    } catch (error) {
      if (!(isUnreachable(error) || error instanceof TakenOver) || Date.now() > until || signal?.aborted) throw error
      await setTimeout(pause)
    }
}
