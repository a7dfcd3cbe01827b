import { z } from 'zod'
import { texts } from './texts.ts'

const both = ([zh, en]: readonly [string, string]) => `${zh} | ${en}`
const noControl = /^[^\p{Cc}]*$/u

/** A line of text: trimmed, not empty, without control characters (PostgreSQL cannot hold NUL). */
export const line = (most: number) => z.string().trim().min(1).max(most).regex(noControl, both(texts.control))
/** A login as it is stored: NFKC, lower case. */
export const login = z
  .string()
  .max(64)
  .transform((l) => l.trim().normalize('NFKC').toLowerCase())
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u, both(texts.badLogin)))
const password = z.string().min(1).max(1000)
const code = z.string().regex(/^[1-9]\d{5}$/, both(texts.badCode))
const county = z.union([code, z.int().min(100_000).max(999_999)]).transform(Number)

export const SignIn = z.object({ login, password, county: county.optional() })
export const Setup = z.object({
  code: code.transform(Number),
  name: line(100),
  nameEn: line(100).optional(),
  login,
  personName: line(100),
  password,
})
export const NewPassword = z.object({ old: password, new: password })
export const ChoosePost = z.object({ organization: line(64) })
export const PreferenceName = z.object({ name: z.string().regex(/^[a-z][\w.-]{0,63}$/i) })

const grants = z.array(z.object({ organization: line(64), role: line(40) })).max(50)
const limit = z.coerce.number().int().min(1).max(500).default(50)
const word = z.string().max(200).regex(noControl, both(texts.control))
export const AccountName = z.object({ login })
export const ListAccounts = z.object({ q: word.optional(), after: word.optional(), limit })
export const CreateAccount = z.object({ login, name: line(100), practitioner: line(64).optional(), grants, password: password.optional() })
/** What is absent stays as it is; `practitioner: null` takes the link away. */
export const ChangeAccount = z.object({
  name: line(100).optional(),
  practitioner: line(64).nullable().optional(),
  disabled: z.boolean().optional(),
  grants: grants.optional(),
})

const verb = z.string().regex(/^(\*|[a-z][\w-]*(\.[\w-]+)*\.(\*|[a-zA-Z][\w-]*))$/, both(texts.badVerb))
export const RoleName = z.object({ role: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/) })
export const ChangeRole = z.object({
  name: z.tuple([line(40), line(40)]).optional(),
  verbs: z.array(verb).max(500),
  sees: z.enum(['full', 'masked', 'none']),
})

/** Days are local (Asia/Shanghai) and inclusive. */
export const ListAudit = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  actor: word.optional(),
  patient: word.optional(),
  action: word.optional(),
  after: word.optional(),
  limit,
})
