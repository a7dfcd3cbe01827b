/** The state of reading one XML document, and how faults are told. */
import type { SaxesParser } from 'saxes'
import type { Issue } from '../resource.ts'
import { countIn, type Frame } from './frame.ts'
import type { Field } from './shape.ts'

/** No more issues than this are collected for one document. */
const ISSUE_LIMIT = 100
/** Elements of one document, and attributes of one element: beyond what any resource of the longest body has, and read in seconds. */
const MOST = { elements: 1_000_000, attributes: 200 }

/** Thrown inside the reader to end it: the issues are complete. */
export class Stop extends Error {}

/**
 * `outside` counts the open elements of a part that is not read as FHIR: an unknown element, which is skipped, or a `narrative`, kept as
 * its source. `tagAt` is where the tag being read begins, `elements` and `attributes` how many there were so far, of attributes in that tag; `text` the JSON of the root
 * once it is closed.
 */
export type Reading = {
  readonly parser: SaxesParser
  readonly source: string
  readonly issues: Issue[]
  readonly open: Frame[]
  outside: number
  narrative: { from: number; prefix: string; field: Field } | undefined
  tagAt: number
  elements: number
  attributes: number
  text: string
}

/** The FHIRPath expression of the innermost open element or a child of it, as `validate` writes it. */
function expression({ open }: Reading, child: string | undefined): string {
  if (open.length === 0) return 'Resource'
  const path = open.map(({ field, name }, index) => {
    if (field === undefined) return index === 0 ? name : ''
    return `.${field.segment}${field.many ? `[${countIn(open[index - 1]!, field)}]` : ''}`
  })
  if (child !== undefined) path.push(/^[A-Za-z_]\w*$/.test(child) ? `.${child}` : `.\`${child.slice(0, 60)}\``)
  return path.join('')
}

/** Adds an issue at the element being read, or at a child or attribute of it. `code` is from the R4 IssueType value set. */
export function report(reading: Reading, code: string, diagnostics: string, child?: string): void {
  const where = `Line ${reading.parser.line}: `
  reading.issues.push({ severity: 'error', code, expression: expression(reading, child), diagnostics: where + diagnostics })
  if (reading.issues.length >= ISSUE_LIMIT) throw new Stop()
}

/** Adds an issue after which nothing more can be read. */
export function stop(reading: Reading, code: string, diagnostics: string): never {
  report(reading, code, diagnostics)
  throw new Stop()
}

/** A tag begins. What is not read as FHIR counts too: the parser keeps it all the same. */
export function countTag(reading: Reading): void {
  const { parser, source } = reading
  reading.tagAt = source.lastIndexOf('<', parser.position - 1)
  reading.attributes = 0
  if (++reading.elements > MOST.elements) stop(reading, 'too-long', `More than ${MOST.elements} elements: send it in parts.`)
}

/** An attribute is there. */
export function countAttribute(reading: Reading): void {
  if (++reading.attributes > MOST.attributes) stop(reading, 'too-long', `An element has more than ${MOST.attributes} attributes.`)
}
