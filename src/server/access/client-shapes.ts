import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { changes, scopeOf } from './scopes.ts'
import { line } from './shapes.ts'
import { texts } from './texts.ts'

const both = ([zh, en]: readonly [string, string]) => `${zh} | ${en}`

/** SMART backend services asks for RS384 and ES384: an RSA key of at least 2048 bits, or one on P-384; public halves only. */
function usable(key: Record<string, unknown>): boolean {
  if ('d' in key || 'k' in key) return false
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' })
    return (type === 'ec' && key['crv'] === 'P-384') || (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048)
  } catch {
    return false
  }
}
const Jwks = z.object({
  keys: z
    .array(z.record(z.string(), z.unknown()).refine(usable, both(texts.badKey)))
    .min(1)
    .max(10),
})

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Keys fetched over a line anybody can change would be anybody's keys: TLS, except on this machine. */
const safe = (address: string) => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname))
}
const JwksUri = z.url().max(500).refine(safe, both(texts.badKeyAddress))

const scope = z
  .string()
  .max(100)
  .refine((text) => scopeOf(text) !== undefined, both(texts.badScope))
const scopes = z.array(scope).min(1).max(300)
const labels = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
const sees = z.enum(['full', 'masked'])

/** A masked machine only reads: what it would write back is stars. */
const consistent = ({ sees, scopes }: { sees?: string | undefined; scopes?: string[] | undefined }) =>
  sees !== 'masked' || !scopes || !changes(scopes)
const readOnly = { message: both(texts.maskedReadsOnly), path: ['scopes'] }

export const ClientName = z.object({ client: z.string().regex(/^\d{6}-[a-z0-9-]{2,40}$/) })
/** Without `jwks` and `jwksUri` the client gets a secret. */
export const CreateClient = z
  .object({
    /** What its id ends in; by default random. */
    short: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, both(texts.badShort))
      .optional(),
    name: line(100),
    organization: line(64),
    scopes,
    sees: sees.default('masked'),
    labels: labels.default(0),
    relations: z.boolean().default(true),
    jwks: Jwks.optional(),
    jwksUri: JwksUri.optional(),
  })
  .refine(({ jwks, jwksUri }) => !jwks || !jwksUri, { message: both(texts.oneKeySource), path: ['jwksUri'] })
  .refine(consistent, readOnly)
/** What is absent stays as it is. New keys take the place of a secret and of older keys. */
export const ChangeClient = z
  .object({
    name: line(100).optional(),
    organization: line(64).optional(),
    scopes: scopes.optional(),
    sees: sees.optional(),
    labels: labels.optional(),
    relations: z.boolean().optional(),
    disabled: z.boolean().optional(),
    jwks: Jwks.optional(),
    jwksUri: JwksUri.optional(),
  })
  .refine(({ jwks, jwksUri }) => !jwks || !jwksUri, { message: both(texts.oneKeySource), path: ['jwksUri'] })

export type NewClient = z.output<typeof CreateClient>
export type ClientChange = z.output<typeof ChangeClient>
