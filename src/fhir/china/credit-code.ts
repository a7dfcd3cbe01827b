/** Unified social credit codes 统一社会信用代码 (GB 32100-2015) and the organisation code 组织机构代码 (GB 11714-1997) inside them. */

export type CreditCode =
  | {
      ok: true
      value: string /** registering division, places 3–8 */
      region: string /** organisation code, places 9–17 */
      organization: string
    }
  | { ok: false; reason: 'length' | 'characters' | 'check' }

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th character for the first 17 (GB 32100: 31 − Σ mod 31, 31 → 0). Throws RangeError on letters outside the alphabet (I O S V Z). */
export function creditCodeCheckCharacter(first17: string): string {
  const values = [...first17].map((c) => ALPHABET.indexOf(c))
  if (values.length !== 17 || values.includes(-1)) throw new RangeError(`not the first 17 characters of a credit code: ${first17}`)
  return ALPHABET[(31 - (values.reduce((sum, v, i) => sum + v * WEIGHTS[i]!, 0) % 31)) % 31]!
}

/** The 9th character of an organisation code for its first eight (GB 11714: 11 − Σ mod 11; 10 → X, 11 → 0; A = 10 … Z = 35). */
export function organizationCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError(`not the first 8 characters of an organisation code: ${first8}`)
  const sum = [...first8].reduce((total, c, i) => total + Number.parseInt(c, 36) * ORGANIZATION_WEIGHTS[i]!, 0)
  return '0123456789X'[(11 - (sum % 11)) % 11]!
}

/** Reads a credit code; spaces, hyphens and lower case are mended. The inner organisation code is not checked: registers hold old ones that fail. */
export function readCreditCode(text: string): CreditCode {
  const value = text.replace(/[\s-]/g, '').toUpperCase()
  if (value.length !== 18) return { ok: false, reason: 'length' }
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(value)) return { ok: false, reason: 'characters' }
  if (creditCodeCheckCharacter(value.slice(0, 17)) !== value[17]) return { ok: false, reason: 'check' }
  return { ok: true, value, region: value.slice(2, 8), organization: value.slice(8, 17) }
}
