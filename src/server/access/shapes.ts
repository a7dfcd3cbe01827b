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
