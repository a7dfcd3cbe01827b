const last = new Map<string, Promise<unknown>>()

/** Runs `work` after whatever came before it under the same key in this process has ended: who lost a race does not run it again against the whole field. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(key) ?? Promise.resolve()
  const mine = before.then(work, work)
  last.set(key, mine)
  try {
    return await mine
  } finally {
    if (last.get(key) === mine) last.delete(key)
  }
}
