import { setImmediate } from 'node:timers/promises'
import type { Slices } from '../fhir/slices.ts'

/** How long one caller may hold all others, in ms. */
const slice = 20

/** Does long work that pauses now and then: others have their turn in between. Short work is done at once. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  for (let until = performance.now() + slice; ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() < until) continue
    await setImmediate()
    until = performance.now() + slice
  }
}

/** The same for every item of a list, in order, with a turn for others between two. */
export async function eachInSlices<T, U>(items: readonly T[], work: (item: T, index: number) => U): Promise<U[]> {
  return items.length > 1 ? inSlices(each(items, work)) : items.map(work)
}

function* each<T, U>(items: readonly T[], work: (item: T, index: number) => U): Slices<U[]> {
  const done: U[] = []
  for (const [i, item] of items.entries()) {
    done.push(work(item, i))
    yield
  }
  return done
}
