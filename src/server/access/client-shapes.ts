import { z } from 'zod'
import { faultOf, type Jwk } from './client-keys.ts'
import { changes, scopeOf } from './scopes.ts'
import { line } from './shapes.ts'
import { fill, texts } from './texts.ts'

const both = ([zh, en]: readonly [string, string]) => `${zh} | ${en}`

const Jwks = z
  .object({ keys: z.array(z.unknown()).min(1).max(10) })
  .superRefine(({ keys }, found) => {
    const say = (n: number, message: string) => found.addIssue({ code: 'custom', path: ['keys', n], message })
    const named = new Set<string>()
    for (const [n, key] of keys.entries()) {
      const kid = String((key as Jwk | null)?.kid ?? '')
      const [zh, en] = faultOf(key) ?? []
      const which = { n: n + 1, kid: kid && ` ${kid}` }
      if (zh !== undefined && en !== undefined)
        say(n, both([fill(texts.badKeyOf, { ...which, fault: zh })[0], fill(texts.badKeyOf, { ...which, fault: en })[1]]))
      else if (kid && named.has(kid)) say(n, both(fill(texts.keysTwice, { kid })))
      named.add(kid)
    }
  })
  .transform(({ keys }) => ({ keys: keys as Jwk[] }))

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Keys fetched over a line anybody can change would be anybody's keys: TLS, except on this machine. */
const safe = (address: string) => {
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
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

export const clientForm = /^\d{6}-[a-z0-9-]{2,40}$/
export const ClientName = z.object({ client: z.string().regex(clientForm) })
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
