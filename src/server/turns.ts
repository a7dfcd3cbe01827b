/**
 * How much is taken on at once. `running`: what is being answered; `waiting`: what is held back, together and of one caller; `patience`: how long something is held, in ms.
 */
export type Bounds = { running: number; waiting: number; waitingEach: number; patience: number }
/** The right to be answered now. It is over when the answer was made and the connection is done with it, in whatever order. */
export type Turn = { answered: () => void; closed: () => void }
type Waiter = { since: number; begin: (turn: Turn | 429 | 503) => void }

/** Bounded work: so many at once, so many waiting, callers served in rotation, each in his own order. @param now ms, for how long somebody has waited */
export function openTurns({ running, waiting, waitingEach, patience }: Bounds, now: () => number = () => performance.now()) {
  /** Callers who wait, in the order of their next turn. */
  const lines = new Map<string, Waiter[]>()
  let busy = 0
  let held = 0

  function turn(): Turn {
    busy++
    const missing = { answer: true, connection: true }
    const done = (which: keyof typeof missing) => () => {
      if (!missing.answer && !missing.connection) return
      missing[which] = false
      if (missing.answer || missing.connection) return
      busy--
      next()
    }
    return { answered: done('answer'), closed: done('connection') }
  }

  /** Who has waited longest for a turn of his goes first, then to the end of the rotation; who waited too long is told so. */
  function next() {
    while (busy < running && held > 0) {
      const [caller, line] = lines.entries().next().value!
      lines.delete(caller)
      const first = line.shift()!
      if (line.length) lines.set(caller, line)
      held--
      first.begin(now() - first.since > patience ? 503 : turn())
    }
  }

  return {
    /**
     * Calls `begin` at once or when it is the caller's turn; with a status when he must not wait: 429 his own line is full, 503 all lines are, or he waited too long.
     * @returns leaves the line
     */
    take(caller: string, begin: Waiter['begin']): () => void {
      const line = lines.get(caller) ?? []
      const waiter = { since: now(), begin }
      if (busy < running) begin(turn())
      else if (line.length >= waitingEach) begin(429)
      else if (held >= waiting) begin(503)
      else {
        line.push(waiter)
        lines.set(caller, line)
        held++
      }
      return () => {
        const at = line.indexOf(waiter)
        if (at < 0) return
        line.splice(at, 1)
        held--
        if (!line.length) lines.delete(caller)
      }
    },
  }
}
