import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Text } from '../../kernel/grammar/texts.ts'
import { fill, texts } from './texts.ts'

/** argon2id (the package's default algorithm) with 19 MiB and 2 passes: OWASP Password Storage Cheat Sheet, first recommendation. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const least = 10
const most = 128

/** The same password typed on another keyboard must be the same bytes. */
const canonical = (password: string) => password.normalize('NFKC')

/** The password as it is stored: PHC text with its own salt and cost. About 20 ms of one core. */
export const hashPassword = (password: string): Promise<string> => hash(canonical(password), cost)

let dummy: Promise<string> | undefined
/** Whether the password fits. Without a stored one (unknown login) the same work is done and the answer is false. */
export async function fits(password: string, stored: string | undefined): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password')
  const good = await verify(stored ?? (await dummy), canonical(password))
  return stored !== undefined && good
}

/** What people choose when ten characters are asked for; compared without case, and without digits and signs at the end. */
const common = new Set(
  (
    'password passw0rd p@ssw0rd p@ssword qwertyuiop qwerty asdfghjkl zxcvbnm administrator admin welcome letmein iloveyou woaini woaini1314 ' +
    'abcdefghij abcd1234 abc123456 a123456789 aa123456 qwer1234 1qaz2wsx3edc 1qaz2wsx 1q2w3e4r5t 1q2w3e4r zaq12wsx changeme hospital yiyuan ' +
    'weisheng countywide xianyutong test1234 test user doctor nurse root@123 admin@123 huawei@123 p@55w0rd 5201314 88888888 iloveyou1314'
  ).split(' '),
)
const isCommon = (password: string) => {
  const low = password.toLowerCase()
  return common.has(low) || common.has(low.replace(/[\d\W_]+$/, ''))
}

const classes = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u]

/**
 * Why this password may not be used for this login, most basic reason first; undefined when it may.
 * GB/T 22239-2019, 8.1.4.1 a asks for complexity; the list of common passwords follows NIST SP 800-63B, 5.1.1.2.
 */
export function passwordProblem(password: string, login: string): Text | undefined {
  const characters = [...canonical(password)]
  const low = canonical(password).toLowerCase()
  if (characters.length < least) return fill(texts.tooShort, { least, has: characters.length })
  if (characters.length > most) return fill(texts.tooLong, { most })
  if (low === login.toLowerCase() || (login.length >= 4 && low.includes(login.toLowerCase()))) return texts.isLogin
  if (isCommon(low)) return texts.isCommon
  if (classes.filter((c) => c.test(low)).length < 2) return texts.oneClass
  if (new Set(characters).size < 5) return texts.repeats
  return undefined
}

const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'
const digits = '23456789'
/** A password for one use, 71 bits, without characters that look alike on paper: `kTmW-4827-hRxq-9365`. */
export function oneTimePassword(): string {
  const four = (from: string) => Array.from({ length: 4 }, () => from[randomInt(from.length)]).join('')
  return [four(letters), four(digits), four(letters), four(digits)].join('-')
}
