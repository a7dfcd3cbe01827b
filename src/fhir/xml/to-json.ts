/** FHIR XML to FHIR JSON, by the R4 model of `../validate/schema.ts`. */
import { SaxesParser } from 'saxes'
import type { Issue } from '../resource.ts'
import { type Slices, whole } from '../slices.ts'
import { quote } from '../validate/context.ts'
import { closed, opened } from './elements.ts'
import { countAttribute, countTag, type Reading, report, Stop, stop } from './reading.ts'

/** What XML became. When there are issues, `text` is empty. */
export type Converted = { text: string; issues: Issue[] }

function listen(reading: Reading): void {
  const { parser, open } = reading
  const located = (message: string) => `Line ${parser.line}, column ${parser.column}: ${message}`
  const words = (text: string) => {
    if (reading.outside === 0 && open.length > 0 && /[^ \t\r\n]/.test(text))
      report(reading, 'structure', `${quote(text.trim())} stands between elements: write values as value="…".`)
  }
  parser.on('error', (error) => {
    const message = error.message.replace(/^(?:undefined:)?\d+:\d+: /, '')
    reading.issues.push({ severity: 'error', code: 'structure', expression: 'Resource', diagnostics: located(message) })
    throw new Stop()
  })
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0') stop(reading, 'structure', `XML ${quote(version)} is not read: write version="1.0".`)
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      stop(reading, 'structure', `The document says it is encoded as ${quote(encoding)}: FHIR is written in UTF-8.`)
  })
  parser.on('doctype', () => stop(reading, 'security', 'A document type is declared: remove <!DOCTYPE …>, FHIR has none.'))
  parser.on('opentagstart', () => countTag(reading))
  parser.on('attribute', () => countAttribute(reading))
  parser.on('opentag', ({ name, attributes }) => opened(reading, name, attributes))
  parser.on('closetag', () => closed(reading))
  parser.on('text', words)
  parser.on('cdata', words)
}

/**
 * Converts one resource from FHIR XML (R4 page XML) to JSON, with a pause after every `stride` characters. Numbers keep their text; a narrative keeps its source;
 * comments and processing instructions are dropped. Elements may come in any order. Refuses what is not well-formed XML 1.0 in UTF-8, document types (so no entities but
 * the five of XML), unknown elements and attributes, foreign namespaces, depth over NESTING_LIMIT, and more elements or attributes than any resource has. Says nothing of
 * values and cardinality: `validate` does. Never throws; takes time linear in the length of the text.
 */
export function* xmlInSlices(xml: string, stride = 1 << 16): Slices<Converted> {
  const parser = new SaxesParser({ xmlns: false })
  const source = xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml
  const state = { outside: 0, narrative: undefined, tagAt: 0, elements: 0, attributes: 0, text: '' }
  const reading: Reading = { parser, source, issues: [], open: [], ...state }
  listen(reading)
  try {
    for (let at = 0; at < source.length; at += stride) {
      parser.write(source.slice(at, at + stride))
      yield
    }
    parser.close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  return { text: reading.issues.length > 0 ? '' : reading.text, issues: reading.issues }
}

/** The same without a pause. */
export const xmlToJson = (xml: string): Converted => whole(xmlInSlices(xml, xml.length || 1))
