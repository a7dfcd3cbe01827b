import { afterString } from './document.ts'

const [quote, brace, colon] = [34, 123, 58]
/**
 * Elements that are of type uri or url wherever they occur, and may name another entry by its urn (http://hl7.org/fhir/R4/http.html#trules), beside `url` inside the
 * resource. What is a uuid or an oid stays: an address of this server is neither.
 */
const addresses = new Set(
  `valueUri valueUrl instantiatesUri definitionUri derivedFromUri sourceUri targetUri nameUrl moduleUri eventUri policy authority issuer jurisdiction endpoint protocol link
  rendering relativePath authorizationUrl onlineInformation implicitRules contentReference fullUrl`.split(/\s+/),
)

const decoded = (raw: string): string => (raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1))

/** `href` and `src` of a narrative's XHTML, as they stand in the JSON string. */
const retoldNarrative = (raw: string, swap: (literal: string) => string | undefined): string =>
  raw.replace(/((?:href|src)\s*=\s*(?:\\"|'))([^"'\\]+)/g, (all, head: string, literal: string) => {
    const target = swap(literal)
    return target === undefined ? all : head + target
  })

/**
 * A resource's JSON text with literal references replaced, and nothing else touched: one pass over its tokens. `others`: not only references changed, but addresses or
 * the narrative too, so that its parsed form is out of date.
 */
export function retold(text: string, swap: (literal: string) => string | undefined): { text: string; others: boolean } {
  const parts: string[] = []
  let others = false
  let kept = 0
  let depth = 0
  let key: string | undefined
  for (let i = 0; i < text.length; ) {
    const char = text.charCodeAt(i)
    if (char !== quote) {
      if (char === brace) depth++
      else if (char === 125) depth--
      i++
      continue
    }
    const end = afterString(text, i)
    let next = end
    while (text.charCodeAt(next) <= 32) next++
    if (text.charCodeAt(next) === colon) {
      key = decoded(text.slice(i, end))
      i = next + 1
      continue
    }
    const told = replaced(key, depth, text.slice(i, end), swap)
    if (told !== undefined) {
      others ||= key !== 'reference'
      parts.push(text.slice(kept, i), told)
      kept = end
    }
    i = end
  }
  return parts.length ? { text: parts.join('') + text.slice(kept), others } : { text, others }
}

/** What stands in the place of a string value, where something does. */
function replaced(key: string | undefined, depth: number, raw: string, swap: (literal: string) => string | undefined): string | undefined {
  if (key === 'div') {
    const told = retoldNarrative(raw, swap)
    return told === raw ? undefined : told
  }
  const address = key !== undefined && ((key === 'url' && depth > 1) || addresses.has(key)) && raw.startsWith('"urn:')
  const target = key === 'reference' || address ? swap(decoded(raw)) : undefined
  return target === undefined ? undefined : JSON.stringify(target)
}
