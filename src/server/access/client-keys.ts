import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { limits } from './limits.ts'
import { texts } from './texts.ts'

/** A public key as RFC 7517 writes it. */
export type Jwk = JsonWebKey & { kid?: string }
type Text = readonly [zh: string, en: string]

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']
const isText = (value: unknown) => value === undefined || typeof value === 'string'

/**
 * What is wrong with a key that a machine is to sign with, and how to mend it; undefined when it is good. SMART backend services asks for RS384 and ES384:
 * an RSA key of at least 2048 bits, or one on P-384; public halves only.
 */
export function faultOf(key: unknown): Text | undefined {
  if (typeof key !== 'object' || key === null || Array.isArray(key)) return texts.keyForm
  const { kty, crv, alg, use, kid, ...rest } = key as Readonly<Record<string, unknown>>
  if (privateParts.some((part) => part in rest)) return texts.keyPrivate
  if (kty !== 'RSA' && kty !== 'EC') return texts.keyKind
  if (!isText(kid)) return texts.keyId
  if (use !== undefined && use !== 'sig') return texts.keyUse
  if (alg !== undefined && alg !== (kty === 'RSA' ? 'RS384' : 'ES384')) return texts.keyAlgorithm
  if (kty === 'EC' && crv !== 'P-384') return texts.keyCurve
  try {
    const { asymmetricKeyDetails: details } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
    return kty === 'RSA' && (details?.modulusLength ?? 0) < 2048 ? texts.keyShort : undefined
  } catch {
    return texts.keyBroken
  }
}

/** An answer with more bytes is no list of keys. */
const largest = 64 * 1024

/** For how long an answer may be kept, in ms: as it says, and never longer than a key taken away may still be good. */
function keepFor(cache: string): number {
  if (/no-store|no-cache/i.test(cache)) return 0
  const age = /max-age=(\d+)/i.exec(cache)?.[1]
  return age === undefined ? limits.keys : Math.min(limits.keys, Number(age) * 1000)
}

/** @throws Error when the address does not answer with a list of keys in time and size */
async function fetchKeys(address: string): Promise<{ keys: Jwk[]; keep: number }> {
  const answer = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(limits.keysPatience),
  })
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`)
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of answer.body) {
    text += decoder.decode(part, { stream: true })
    if (text.length > largest) throw new Error('too large') // which ends the stream too
  }
  const { keys } = JSON.parse(text) as { keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('no list')
  return { keys: keys.filter((key) => !faultOf(key)), keep: keepFor(answer.headers.get('cache-control') ?? '') }
}

type Kept = { keys: readonly Jwk[] | undefined; until: number; asked: number }

/**
 * Public keys of machines from addresses of their own, which in a county are often private ones; an administrator entered them. A key that is not among those kept has the address
 * asked again, at most every few seconds, so that a machine may change its keys without telling anybody. Undefined: the address does not answer as it should.
 */
export function clientKeys(now: () => Date) {
  const kept = new LRUCache<string, Kept>({ max: 1000 })
  const underWay = new Map<string, Promise<readonly Jwk[] | undefined>>()

  async function ask(address: string): Promise<readonly Jwk[] | undefined> {
    const found = await fetchKeys(address).catch(() => undefined)
    const before = kept.get(address)
    const asked = now().getTime()
    const known = found ? { keys: found.keys, until: asked + found.keep } : { keys: before?.keys, until: before?.until ?? 0 }
    kept.set(address, { ...known, asked })
    return found || asked < known.until ? known.keys : undefined
  }

  return async (address: string, kid: string | undefined): Promise<readonly Jwk[] | undefined> => {
    const known = kept.get(address)
    const time = now().getTime()
    const good = known && time < known.until ? known.keys : undefined
    if (good && (kid === undefined || good.some((key) => key.kid === kid))) return good
    const failed = known && (known.keys === undefined || (good && known.until > time))
    if (failed && time < known.asked + limits.keysAgain) return good
    const asking =
      underWay.get(address) ??
      ask(address).finally(() => {
        underWay.delete(address)
      })
    underWay.set(address, asking)
    return asking
  }
}
