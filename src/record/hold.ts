import type { Db } from './db.ts'

/** A lock that lives as long as the process and its connection do. */
export type Hold = {
  /** Whether the connection went, and the lock with it. */
  readonly lost: boolean
  /** The connection that holds it, for what must live exactly as long (a cursor). */
  readonly tx: Db
  /** Takes a lost lock again, once however many ask. @returns false when somebody else has it, perhaps only the old connection of which the server does not know yet that it is gone */
  retake(): Promise<boolean>
  release(): Promise<void>
}
type Grip = { lost: boolean; tx: Db; release: () => Promise<void> }

/** Takes the lock `(space, key)` on a connection of its own; undefined when somebody else has it. */
export async function hold(db: Db, space: number, key: number): Promise<Hold | undefined> {
  let grip = await take(db, space, key)
  if (!grip) return undefined
  let taking: Promise<boolean> | undefined
  const retake = async () => {
    const again = await take(db, space, key)
    if (again) grip = again
    return again !== undefined
  }
  return {
    get lost() {
      return grip!.lost
    },
    get tx() {
      return grip!.tx
    },
    retake: () => {
      taking ??= retake().finally(() => {
        taking = undefined
      })
      return taking
    },
    release: async () => (grip!.lost ? undefined : grip!.release()), // a connection that is gone must be asked for nothing
  }
}

/** An open transaction that does nothing holds a lock but no snapshot. */
function take(db: Db, space: number, key: number): Promise<Grip | undefined> {
  return new Promise((resolve, reject) => {
    const grip: Grip = { lost: false, tx: db, release: async () => {} }
    const ended = db
      .transaction(async (tx) => {
        await tx.query('set local idle_in_transaction_session_timeout = 0')
        const [answer] = await tx.query<{ ok: boolean }>('select pg_try_advisory_xact_lock($1::int, $2::int) as ok', [space, key])
        if (!answer!.ok) return resolve(undefined)
        await new Promise<void>((letGo) => {
          resolve(
            Object.assign(grip, {
              tx,
              release: () => {
                letGo()
                return ended
              },
            }),
          )
        })
      })
      .catch((error: unknown) => {
        grip.lost = true
        reject(error) // heard only while it is being taken
      })
  })
}
