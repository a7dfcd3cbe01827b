/** Narrative text: the XHTML that R4 allows (page Narrative, txt-1), so that showing it can run nothing. */
import { type Check, jsonType, quote, report } from './context.ts'
import { ENTITIES } from './entities.ts'
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
const TAG = /<(\/?)([a-z][a-z0-9]*)([ \t\r\n/>])/y
const ATTRIBUTE = /[ \t\r\n]+([a-z:]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y
const END = /[ \t\r\n]*(\/?)>/y
const ENTITY = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*)|);?/g
/** Local links and harmless schemes; no entity but &amp;, because an encoded colon would make a scheme. */
const SAFE_LINK = /^(?!.*&(?!amp;))(?:https?:|ftp:|mailto:|tel:|data:\s*image\/(?:png|jpeg|gif);|[^:]*$)/is
/** A picture inside a style, as HL7's own publisher draws the lines of a tree. */
const PICTURE = /url\(data:\s*image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]*\)/g
const NAMESPACE = 'http://www.w3.org/1999/xhtml'

function attributeFault(name: string, value: string): string | undefined {
  if (!ATTRIBUTES.has(name)) return `attribute ${quote(name)} is not allowed`
  if ((name === 'href' || name === 'src' || name === 'longdesc') && !SAFE_LINK.test(value.trim()))
    return `${name} ${quote(value)} is not allowed`
  if (name === 'style' && /url\s*\(|expression|@import|[\\&]/i.test(value.replace(PICTURE, '')))
    return `style ${quote(value)} loads or runs something`
  if (name === 'xmlns' && value !== NAMESPACE) return `xmlns ${quote(value)} must be ${quote(NAMESPACE)}`
  return undefined
}

/** References by number to a character that XML has, or by one of HTML's names. */
function entityFault(text: string): string | undefined {
  for (const [whole, decimal, hexadecimal, name] of text.matchAll(ENTITY)) {
    if (!whole.endsWith(';') || whole === '&;') return 'has an & that must be written &amp;'
    if (name !== undefined && !ENTITIES.has(name)) return `has ${quote(whole)}, which neither XML nor HTML knows`
    const code = name === undefined ? Number.parseInt(decimal ?? hexadecimal!, decimal ? 10 : 16) : 32
    if (!(code <= 0x10ffff) || isBroken(String.fromCodePoint(code)) || code === 0xfffe || code === 0xffff)
      return `has ${quote(whole)}, which is no character`
  }
  return undefined
}

/** The tag at `from`: where it ends, its name, whether it closes or is empty; or what is wrong with it. */
function tagAt(text: string, from: number): { end: number; name: string; closes: boolean; empty: boolean } | string | undefined {
  TAG.lastIndex = from
  const [, slash, name = ''] = TAG.exec(text) ?? []
  if (slash === undefined) return undefined
  if (!TAGS.has(name)) return `element ${quote(name)} is not allowed`
  const seen = new Set<string>()
  let end = TAG.lastIndex - 1
  for (;;) {
    ATTRIBUTE.lastIndex = end
    const [whole = '', attribute = '', double, single] = (!slash && ATTRIBUTE.exec(text)) || []
    if (!whole) break
    const fault = attributeFault(attribute, double ?? single ?? '')
    if (fault) return fault
    if (seen.has(attribute)) return `attribute ${quote(attribute)} is given twice`
    seen.add(attribute)
    end += whole.length
  }
  END.lastIndex = end
  const last = END.exec(text)
  return last && !(slash && last[1]) ? { end: END.lastIndex, name, closes: slash === '/', empty: last[1] === '/' } : undefined
}

/** What is wrong with a narrative, or nothing. What is right is well-formed XML but for HTML's entities. Linear in the length of the text. */
export function xhtmlFault(text: string): string | undefined {
  if (isBroken(text)) return 'holds a control character or half a surrogate pair'
  if (!text.trim().startsWith('<div')) return 'does not begin with <div xmlns="http://www.w3.org/1999/xhtml">'
  const entity = entityFault(text)
  if (entity) return entity
  const open: string[] = []
  let roots = 0
  const malformed = (at: number) => `is not well-formed at character ${at}: ${quote(text.slice(at, at + 20))}`
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('<!--', at)) {
      const close = text.indexOf('--', at + 4)
      if (close < 0 || text[close + 2] !== '>') return malformed(at)
      at = close + 3
    } else if (text[at] === '<') {
      const tag = tagAt(text, at)
      if (typeof tag !== 'object') return tag ?? malformed(at)
      if (tag.closes && open.pop() !== tag.name) return `</${tag.name}> closes nothing`
      if (!tag.closes && open.length === 0 && ++roots > 1) return 'has more than one outer element'
      if (!tag.closes && !tag.empty) open.push(tag.name)
      at = tag.end
    } else {
      const next = text.indexOf('<', at)
      const words = text.slice(at, next < 0 ? text.length : next)
      if (open.length === 0 && words.trim() !== '') return 'has text outside its div'
      if (words.includes(']]>')) return 'has ]]> that must be written ]]&gt;'
      at += words.length
    }
  }
  return open.length > 0 ? `<${open[open.length - 1]}> is not closed` : undefined
}

/** Check of an element of type xhtml. */
export const checkXhtml: Check = (value, context) => {
  if (typeof value !== 'string') return report(context, 'structure', `div is ${jsonType(value)} but must be a string of XHTML.`)
  const fault = xhtmlFault(value)
  if (fault) report(context, 'value', `The narrative ${fault}: write basic XHTML in one div (txt-1).`)
}
