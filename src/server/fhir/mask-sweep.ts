import { maskIdCard } from '../access/masking.ts'

/** Strings that are addresses, codes or times: a name that happens to be in one stays, or nothing would find anything any more. */
const kept = new Set(
  'id reference system url code fullUrl resourceType versionId lastUpdated profile unit linkId identifierSystem'.split(' '),
)
const han = /\p{Script=Han}/u
/** A single character or a short word would be found in what has nothing to do with it. */
const telling = (value: string) => [...value].length >= (han.test(value) ? 2 : 4)

const idCards = /(?<!\d)[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g
const longNumber = /\d{17}[\dXx]/
const tokens = /"((?:[^"\\]|\\.)*)"(\s*:)?/g

/** The text with what was masked elsewhere (`hidden`: original to masked), and identity numbers, masked in all further strings. Most documents have none, and are returned as they are. */
export function swept(text: string, hidden: ReadonlyMap<string, string>): string {
  const sought = [...hidden].filter(([value]) => telling(value)).sort(([a], [b]) => b.length - a.length)
  if (!sought.some(([value]) => text.includes(value)) && !longNumber.test(text) && !text.includes('\\u')) return text
  let name = ''
  return text.replace(tokens, (token: string, inner: string, isName?: string) => {
    if (isName !== undefined) {
      name = inner
      return token
    }
    if (kept.has(name)) return token
    const value = inner.includes('\\') ? (JSON.parse(`"${inner}"`) as string) : inner
    const masked = sought.reduce((now, [original, to]) => now.replaceAll(original, () => to), value).replace(idCards, maskIdCard)
    return masked === value ? token : JSON.stringify(masked)
  })
}
