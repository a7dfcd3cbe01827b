/** Citizen identity numbers 公民身份号码, GB 11643-1999. Pure and browser-safe. */

export type IdCard =
  | {
      ok: true
      birthDate: string
      sex: 'male' | 'female' /** 18 characters, upper-case X */
      value: string /** first six digits; may be a historical code */
      region: string
    }
  | {
      ok: false
      reason: 'length' | 'characters' | 'date' | 'future' | 'check' /** 0-based place in the number without spaces */
      at?: number
    }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const WELL_TYPED = /^[1-9](?:\d{14}|\d{16}[\dX])$/
const CHECKS = '10X98765432'

/** The 18th character for the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). Throws on anything but 17 digits. */
export function idCardCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError(`17 digits expected, got ${first17.length} characters`)
  return checkOf(first17)
}

function checkOf(digits: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (digits.charCodeAt(i) - 48) * WEIGHTS[i]!
  return CHECKS[sum % 11]!
}

/** A valid number. `sequence` is 0–999: odd for men, even for women. `birthDate` is YYYY-MM-DD. Throws RangeError on a bad part. */
export function makeIdCard(region6: string, birthDate: string, sequence: number): string {
  if (!/^[1-9]\d{5}$/.test(region6)) throw new RangeError(`not a region code: ${region6}`)
  if (!isDate(birthDate)) throw new RangeError(`not a date from 1800 to 2099: ${birthDate}`)
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 999) throw new RangeError(`sequence outside 0-999: ${sequence}`)
  const first17 = region6 + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0')
  return first17 + idCardCheckCharacter(first17)
}

/**
 * Reads a number as people type it: full-width digits, spaces and a small x are mended, an old 15-digit number (YYMMDD, born 19YY) is upgraded.
 * The region is not looked up: it may be a code that no longer exists. `today` (YYYY-MM-DD) decides what is in the future; by default China's date.
 */
export function readIdCard(text: string, today: string = dateInChina()): IdCard {
  const typed = WELL_TYPED.test(text) ? text : halfWidth(text)
  if (typed.length !== 15 && typed.length !== 18) return { ok: false, reason: 'length' }
  const wrong = WELL_TYPED.test(typed) ? -1 : typed.search(typed.length === 18 ? /^0|(?<!^.{17})\D|(?<=^.{17})[^\dX]/ : /^0|\D/)
  if (wrong >= 0) return { ok: false, reason: 'characters', at: wrong }

  const first17 = typed.length === 18 ? typed.slice(0, 17) : `${typed.slice(0, 6)}19${typed.slice(6)}`
  const birthDate = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`
  if (!isDate(birthDate)) return { ok: false, reason: 'date', at: 6 }
  if (birthDate > today) return { ok: false, reason: 'future', at: 6 }

  const value = first17 + checkOf(first17)
  if (typed.length === 18 && typed !== value) return { ok: false, reason: 'check', at: 17 }
  return { ok: true, birthDate, sex: (first17.charCodeAt(16) - 48) % 2 ? 'male' : 'female', value, region: first17.slice(0, 6) }
}

/** Full-width forms (U+FF01–U+FF5E) to ASCII, all kinds of white space dropped, upper case. */
function halfWidth(text: string): string {
  return text
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .toUpperCase()
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDate(text: string): boolean {
  const parts = /^((?:18|19|20)\d\d)-(\d\d)-(\d\d)$/.exec(text)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || leap)
}

/** Today in Asia/Shanghai, which has had no summer time since 1991: UTC + 8 h. */
function dateInChina(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}
