/** The XHTML of a narrative, which FHIR keeps as text in JSON and as elements in XML. Inside its div the text is the same in both. */
import { xhtmlFault } from '../validate/xhtml.ts'
import { impossibleCharacter } from './characters.ts'
import { XHTML_NAMESPACE } from './shape.ts'

/** HTML's names of U+00A0 to U+00FF in their order; XML does not know them. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
/** Other names of HTML that narratives use, in hexadecimal. */
const OTHERS =
  'ensp:2002 emsp:2003 thinsp:2009 ndash:2013 mdash:2014 lsquo:2018 rsquo:2019 sbquo:201A ldquo:201C rdquo:201D bdquo:201E bull:2022 hellip:2026 euro:20AC trade:2122 larr:2190 uarr:2191 rarr:2192 darr:2193 minus:2212 le:2264 ge:2265 ne:2260 asymp:2248'
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ...['amp', 'lt', 'gt', 'quot', 'apos'].map((name) => [name, `&${name};`] as const),
  ...LATIN.split(' ').map((name, index) => [name, `&#${160 + index};`] as const),
  ...OTHERS.split(' ')
    .map((pair) => pair.split(':'))
    .map(([name = '', code = '']) => [name, `&#x${code};`] as const),
])

/** A narrative as XML, and what is wrong with it when it cannot be that. HTML's entities become references by number. */
export function narrativeXml(div: string): { xml: string; fault?: string } {
  const broken = impossibleCharacter(div)
  if (broken) return { xml: '', fault: `holds ${broken}, which XML 1.0 cannot hold` }
  const fault = xhtmlFault(div)
  if (fault) return { xml: '', fault }
  let unknown = ''
  const xml = div.trim().replace(/&([A-Za-z][A-Za-z0-9]*);/g, (whole, name: string) => {
    const reference = ENTITIES.get(name)
    if (reference === undefined) unknown ||= whole
    return reference ?? whole
  })
  if (unknown) return { xml: '', fault: `uses ${unknown}, which XML does not know: write the character itself` }
  return { xml: declared(xml) }
}

/** The text of a div as it stood in XML, with the namespace that JSON needs on it and without a prefix. */
export function narrativeText(source: string, prefix: string): string {
  return declared(prefix === '' ? source : source.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</'))
}

/** Declares the namespace in the start tag of a div that has it from outside. */
function declared(div: string): string {
  let end = 4
  while (end < div.length && div[end] !== '>') {
    const quoted = div[end] === '"' || div[end] === "'"
    end = quoted ? Math.max(end, div.indexOf(div[end]!, end + 1)) + 1 : end + 1
  }
  return /\sxmlns\s*=/.test(div.slice(0, end)) ? div : `<div xmlns="${XHTML_NAMESPACE}"${div.slice(4)}`
}
