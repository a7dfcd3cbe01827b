import { LRUCache } from 'lru-cache'

type Entry = { stamp: string; answer: Promise<unknown>; done?: unknown }
const caches = new WeakMap<object, LRUCache<string, Entry>>()
/** Numbers that all answers together may hold: about 100 MB. */
const most = 5_000_000

/**
 * An answer that was given before to the same question, or is being worked out for somebody else at this moment. It holds as long as its stamp is the same, and is then
 * worked out anew, from the one before where there is one. Key and stamp together say the version of everything it is computed from. Forgotten with `of`, and when it fails.
 * @param size how many numbers an answer holds
 */
export function remembered<T>(
  of: object,
  key: string,
  answer: (before: T | undefined) => Promise<T>,
  size: (answer: T) => number,
  stamp = '',
): Promise<T> {
  const cache = caches.get(of) ?? new LRUCache<string, Entry>({ max: 50_000, maxSize: most, sizeCalculation: () => 1 })
  caches.set(of, cache)
  const known = cache.get(key)
  if (known?.stamp === stamp) return known.answer as Promise<T>
  const entry: Entry = { stamp, answer: answer(known?.done as T | undefined), done: known?.done }
  cache.set(key, entry)
  entry.answer.then(
    (done) => {
      entry.done = done
      if (cache.peek(key) === entry) cache.set(key, entry, { size: 1 + size(done as T) })
    },
    () => cache.peek(key) === entry && cache.delete(key),
  )
  return entry.answer as Promise<T>
}
