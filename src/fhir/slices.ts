/** Work that pauses now and then (`yield`), so that whoever serves others can do so in between; it is pure, and knows nothing of them. */
export type Slices<T> = Generator<void, T>

/** All of it at once. */
export function whole<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
