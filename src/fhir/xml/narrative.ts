/** The XHTML of a narrative, which FHIR keeps as text in JSON and as elements in XML. Inside its div the text is the same in both. */
import { ENTITIES } from '../validate/entities.ts'
import { xhtmlFault } from '../validate/xhtml.ts'
import { impossibleCharacter } from './characters.ts'
import { XHTML_NAMESPACE } from './shape.ts'

/** A narrative as XML, and what is wrong with it when it cannot be that. HTML's entities become references by number. */
export function narrativeXml(div: string): { xml: string; fault?: string } {
  const broken = impossibleCharacter(div)
  if (broken) return { xml: '', fault: `holds ${broken}, which XML 1.0 cannot hold` }
  const fault = xhtmlFault(div)
  if (fault) return { xml: '', fault }
  return { xml: declared(div.trim().replace(/&([A-Za-z][A-Za-z0-9]*);/g, (whole, name: string) => ENTITIES.get(name) ?? whole)) }
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
