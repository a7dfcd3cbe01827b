import { FhirRefusal } from './outcome.ts'
import { inTurn } from './write/in-turn.ts'

const long = 2 ** 20
/** So many wait, each with its text in memory. */
const most = 8
let waiting = 0

/**
 * Work with a body of so many bytes, unpacked: long ones one after the other in this process. Each takes ten times its length of memory while it is parsed, checked and written,
 * and the event loop for longer stretches than others do; two at once would be no faster. @throws FhirRefusal 503 where too many wait
 */
export async function inLine<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  if (bytes <= long) return work()
  if (waiting >= most) {
    const diagnostics = 'Too many long bodies at the moment: try again shortly, or send them in parts.'
    throw new FhirRefusal(503, [{ severity: 'error', code: 'transient', diagnostics }], { 'retry-after': '5' })
  }
  waiting++
  try {
    return await inTurn('long bodies', work)
  } finally {
    waiting--
  }
}
