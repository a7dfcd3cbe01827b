type Kept = { at: number; stamp: string; answer: unknown }
const caches = new WeakMap<object, Map<string, Kept>>()
const most = 500

/**
 * An answer that may be a little old: up to `fresh` ms it is given out as it is; up to `old` ms, too, while the next one is being made; beyond that, or with another stamp, whoever asks
 * waits for a new one. Forgotten with `of`.
 * @param now the house's clock, ms
 */
export async function lately<T>(
  of: object,
  key: string,
  { now, stamp = '', fresh, old }: { now: number; stamp?: string; fresh: number; old: number },
  make: () => Promise<T>,
): Promise<T> {
  const cache = caches.get(of) ?? new Map<string, Kept>()
  caches.set(of, cache)
  const anew = async () => {
    const answer = await make()
    if (cache.size > most) cache.clear()
    cache.set(key, { at: now, stamp, answer })
    return answer
  }
  const known = cache.get(key)
  if (!known || known.stamp !== stamp || now - known.at > old) return anew()
  if (now - known.at > fresh) {
    known.at += fresh // one makes the next answer; who asks meanwhile has this one
    anew().catch(() => {}) // who asks when it has grown old hears of it
  }
  return known.answer as T
}
