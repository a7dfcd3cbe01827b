import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../record/db.ts'

/** Whether the database answers, asked over a connection that nothing else uses: a busy pool is not a dead database. */
export type Pulse = {
  /** Asks now; whoever asks meanwhile gets the same answer. At most `patience` milliseconds. */
  beat(): Promise<boolean>
  close(): Promise<void>
}

/** So much later than asked a timer comes in a process that was held up itself: then the answer may lie in the socket already, unread. Milliseconds. */
const late = 100
async function patienceEnds(patience: number): Promise<false> {
  const began = performance.now()
  await sleep(patience, undefined, { ref: false })
  if (performance.now() - began > patience + late) await sleep(late, undefined, { ref: false })
  return false
}

/**
 * @param open makes a connection; one that did not answer is given up for a new one
 * @param patience milliseconds
 */
export function takePulse(open: () => Db, patience = 1200): Pulse {
  let db: Db | undefined
  let asking: Promise<boolean> | undefined
  const ask = async (): Promise<boolean> => {
    db ??= open()
    const asked = db
    const answered = asked.query('select 1').then(
      () => true,
      () => false,
    )
    const alive = await Promise.race([answered, patienceEnds(patience)])
    if (!alive && db === asked) {
      db = undefined
      asked.close().catch(() => {})
    }
    return alive
  }
  return {
    beat: () => {
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    close: async () => {
      await db?.close()
    },
  }
}
