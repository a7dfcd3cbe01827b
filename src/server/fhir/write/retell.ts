const [quote, backslash, comma, bracket, brace, colon] = [34, 92, 44, 91, 123, 58]
/** Elements of type uri, url, uuid and oid that name another entry by its urn (http://hl7.org/fhir/R4/http.html#trules), beside `url` inside the resource. */
const addresses = new Set(['valueUri', 'valueUrl', 'valueUuid', 'valueOid'])

const decoded = (raw: string): string => (raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1))

/** Where a string that begins at `from` ends: behind its closing quote. */
function afterString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return text.length
    let back = end - 1
    while (text.charCodeAt(back) === backslash) back--
    if ((end - back) % 2 === 1) return end + 1
  }
}

/** `href` and `src` of a narrative's XHTML, as they stand in the JSON string. */
const retoldNarrative = (raw: string, swap: (literal: string) => string | undefined): string =>
  raw.replace(/((?:href|src)\s*=\s*(?:\\"|'))(urn:(?:uuid|oid):[^"'\\]+)/g, (all, head: string, literal: string) => {
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
      if (char === comma || char === bracket || char === brace) key = undefined
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
