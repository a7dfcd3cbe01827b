import { LRUCache } from 'lru-cache'

type Entry = { answer: Promise<unknown> }
const caches = new WeakMap<object, LRUCache<string, Entry>>()
/** Numbers that all answers together may hold: some tens of MB. */
const most = 1_000_000

/**
 * An answer that was given before to the same question, or is being worked out for somebody else at this moment; it is forgotten with `of`, and when it fails.
 * `key` says the question and the version of everything it is computed from; `size` how many numbers an answer holds.
 */
export function remembered<T>(of: object, key: string, answer: () => Promise<T>, size: (answer: T) => number): Promise<T> {
  const cache = caches.get(of) ?? new LRUCache<string, Entry>({ max: 2000, maxSize: most, sizeCalculation: () => 1 })
  caches.set(of, cache)
  const known = cache.get(key)
  if (known) return known.answer as Promise<T>
  const entry: Entry = { answer: answer() }
  cache.set(key, entry)
  entry.answer.then(
    (done) => cache.peek(key) === entry && cache.set(key, entry, { size: 1 + size(done as T) }),
    () => cache.delete(key),
  )
  return entry.answer as Promise<T>
}
