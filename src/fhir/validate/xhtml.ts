/** Narrative text: the XHTML that R4 allows (page Narrative, txt-1), so that showing it can run nothing. */
import { type Check, jsonType, quote, report } from './context.ts'
import { isBroken } from './primitives.ts'

const TAGS = new Set(
  'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset class cols colspan compact coords dir frame headers height href hreflang hspace id lang longdesc name nowrap rel rev rowspan rules scope shape span src start style summary tabindex title type valign value vspace width xml:lang xmlns'.split(
    ' ',
  ),
)
const TOKEN = /<(?:!--(?:(?!--)[\s\S])*-->|(\/?)([a-z][a-z0-9]*)((?:\s+[a-z:]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>)|[^<]+/gy
const ATTRIBUTE = /([a-z:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITY = /&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)/
/** Local links and harmless schemes; no entity but &amp;, because an encoded colon would make a scheme. */
const SAFE_LINK = /^(?!.*&(?!amp;))(?:https?:|mailto:|tel:|data:image\/(?:png|jpeg|gif);|[^:]*$)/is

function attributeFault(attributes: string): string | undefined {
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? ''
    if (!ATTRIBUTES.has(name)) return `attribute ${quote(name)} is not allowed`
    if ((name === 'href' || name === 'src' || name === 'longdesc') && !SAFE_LINK.test(value.trim()))
      return `${name} ${quote(value)} is not allowed`
    if (name === 'style' && /url\s*\(|expression|@import|[\\&]/i.test(value)) return `style ${quote(value)} loads or runs something`
  }
  return undefined
}

/** What is wrong with a narrative, or nothing. */
export function xhtmlFault(text: string): string | undefined {
  if (isBroken(text)) return 'holds NUL or half a surrogate pair'
  if (!text.trim().startsWith('<div')) return 'does not begin with <div xmlns="http://www.w3.org/1999/xhtml">'
  if (ENTITY.test(text)) return 'has an & that must be written &amp;'
  const open: string[] = []
  let end = 0
  let roots = 0
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    end = TOKEN.lastIndex
    const [whole, close, tag, attributes = '', empty] = token
    if (tag === undefined) {
      if (open.length === 0 && !whole.startsWith('<') && whole.trim() !== '') return 'has text outside its div'
      continue
    }
    if (!TAGS.has(tag)) return `element ${quote(tag)} is not allowed`
    const fault = attributeFault(attributes)
    if (fault) return fault
    if (close) {
      if (open.pop() !== tag) return `</${tag}> closes nothing`
    } else {
      if (open.length === 0 && ++roots > 1) return 'has more than one outer element'
      if (!empty) open.push(tag)
    }
  }
  if (end !== text.length && text.length > 0) return `is not well-formed at character ${end}: ${quote(text.slice(end, end + 20))}`
  return open.length > 0 ? `<${open[open.length - 1]}> is not closed` : undefined
}

/** Check of an element of type xhtml. */
export const checkXhtml: Check = (value, context) => {
  if (typeof value !== 'string') return report(context, 'structure', `div is ${jsonType(value)} but must be a string of XHTML.`)
  const fault = xhtmlFault(value)
  if (fault) report(context, 'value', `The narrative ${fault}: write basic XHTML in one div (txt-1).`)
}
