import type { FieldProblem, RefusalKind } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { RefusalBody } from './contract.ts'
import { texts } from './texts.ts'

/** The server said no, and why: one of the five kinds. `fields` belong under the fields of a form. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly kind: RefusalKind
  readonly text: Text
  readonly fields: readonly FieldProblem[]
  constructor(status: number, { refusal }: RefusalBody) {
    super(refusal.text[1])
    this.status = status
    this.kind = refusal.kind
    this.text = refusal.text
    this.fields = refusal.fields ?? []
  }
}
/** No answer: the network is down ('offline': trying again is safe with the same key) or the server failed ('broken'). */
export class ApiFailure extends Error {
  readonly reason: 'offline' | 'broken'
  readonly text: Text
  constructor(reason: 'offline' | 'broken', text: Text = reason === 'offline' ? texts.offline : texts.broken) {
    super(reason)
    this.reason = reason
    this.text = text
  }
}
/** The words of anything caught: refusals and failures say their own, all else is a bug. */
export const textOf = (error: unknown): Text => (error instanceof ApiRefusal || error instanceof ApiFailure ? error.text : texts.broken)

type Query = Readonly<Record<string, string | number | undefined>>
export type Call = { body?: unknown; query?: Query; headers?: Readonly<Record<string, string>>; signal?: AbortSignal }
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** An address with its parameters; empty ones are left out. */
export function addressOf(path: string, query: Query = {}) {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, String(value)]]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** Paths whose 401 is an answer about a password, not about an ended session. */
const ownAnswer = (path: string) => path.startsWith('/session') || path.startsWith('/setup')

/** The door's client: JSON both ways, refusals thrown; when the session has ended, asks for it again in place and then repeats the request. */
export function makeApi(base = '/api') {
  let renew: (() => Promise<void>) | undefined
  let renewing: Promise<void> | undefined

  /** Asks to sign in again, once for all who wait for it. */
  function expire() {
    renewing ??= renew?.().finally(() => {
      renewing = undefined
    })
    return renewing
  }
  async function send<T>(method: Method, path: string, call: Call, again: boolean): Promise<T> {
    const response = await fetch(base + addressOf(path, call.query), {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(method === 'GET' ? {} : { 'X-Countywide': '1' }),
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    }).catch((cause: unknown) => {
      throw call.signal?.aborted ? cause : new ApiFailure('offline')
    })
    if (response.status === 401 && again && renew && !ownAnswer(path)) {
      await expire()
      return send(method, path, call, false)
    }
    if (response.status === 204) return undefined as T
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok) return answer as T
    if (!isRefusal(answer)) throw new ApiFailure(response.status >= 502 ? 'offline' : 'broken')
    // A bug answers in the form of a refusal too, with the number under which it was logged; whether the write was done is not known.
    throw response.status === 500 ? new ApiFailure('broken', answer.refusal.text) : new ApiRefusal(response.status, answer)
  }

  return {
    get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
      send<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) }, true),
    post: <T>(path: string, body?: unknown, headers?: Record<string, string>) =>
      send<T>('POST', path, { body: body ?? {}, ...(headers ? { headers } : {}) }, true),
    put: <T>(path: string, body: unknown) => send<T>('PUT', path, { body }, true),
    delete: <T>(path: string) => send<T>('DELETE', path, {}, true),
    /** Draws the curtain before the server does: nobody is at the desk. */
    expire,
    /** Who signs in again when the session has ended; resolves when signed in, rejects when given up. Returns how to stop. */
    whenSessionEnds(handler: () => Promise<void>) {
      renew = handler
      return () => {
        if (renew === handler) renew = undefined
      }
    },
  }
}
export type Api = ReturnType<typeof makeApi>
export const api = makeApi()

function isRefusal(answer: unknown): answer is RefusalBody {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer
}
