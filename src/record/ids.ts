import { hash, randomFillSync } from 'node:crypto'

const hex = (bytes: Uint8Array) => {
  const h = Buffer.from(bytes).toString('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}

/** Random bytes for 256 ids at once: asking the system for each costs more than the rest of an id. */
const pool = Buffer.alloc(4096)
let used = pool.length

/** A time-ordered id (UUIDv7) for what is born here. */
export function newId(now: number = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return hex(bytes)
}

/** The id (UUIDv8) of what comes from outside: the same county, source, kind and natural key always give the same id. */
export function derivedId(salt: string, county: number, source: string, kind: string, key: string): string {
  const h = hash('sha256', `${salt}\n${county}\n${source}\n${kind}\n${key}`)
  const variant = (8 | (Number.parseInt(h[16]!, 16) & 3)).toString(16)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** A 64-bit hash of a search value, as the text of a PostgreSQL bigint. */
export function tokenHash(text: string): string {
  return BigInt.asIntN(64, BigInt(`0x${hash('md5', text).slice(0, 16)}`)).toString()
}
