import { conditionalIn, type Link, pathOf } from '../../fhir/references.ts'
import type { Resource } from '../../fhir/resource.ts'
import { retold } from '../../fhir/retell.ts'
import { faultsOf } from '../../record/faults.ts'
import { eachInSlices } from '../../record/in-slices.ts'
import { type Incoming, incoming, type LineRefusal } from '../../record/incoming.ts'
import { type Chunk, notFhir } from '../../record/load.ts'
import type { Names } from './names.ts'
import { reason } from './references.ts'
import type { IdSet } from './seen.ts'

/** A document with the literal references that its conditional ones stand for, or why its row is refused. */
function relinkedOf(document: Incoming, told: Names['told']): Incoming | LineRefusal[] {
  const { line = 0, resource } = document
  const refused: LineRefusal[] = []
  const named: [link: Link, name: string][] = []
  for (const link of conditionalIn(document.links)) {
    const found = told(link.reference)!
    if (typeof found === 'string') named.push([link, found])
    else {
      const path = pathOf(resource, link)
      refused.push({ line, column: path, value: path, rule: found.rule, message: reason(link.reference, found.what) })
    }
  }
  if (refused.length) return refused
  const { text: doc, others } = retold(document.doc, (literal) => {
    const name = told(literal)
    return typeof name === 'string' ? name : undefined
  })
  for (const [link, name] of named) link.reference = name
  const whole = others ? (JSON.parse(doc) as Resource) : resource
  const faults = faultsOf(whole)
  if (!faults.length) return incoming(whole, { ...document, doc, checked: true })
  return faults.map(({ code, expression, diagnostics }) => {
    return { line, column: '', value: expression, rule: `fhir.${code}`, message: notFhir(diagnostics) }
  })
}

/** The rows of a chunk with what their conditional references stand for (all of them found, `Names.find`); those whose references find nothing, or too much, are refused. */
export async function relinked<C extends Chunk>(chunk: C, told: Names['told'], lost: IdSet): Promise<C> {
  const refusals = [...chunk.refusals]
  const documents = await eachInSlices(chunk.documents, (document) => {
    if (!conditionalIn(document.links).length) return [document]
    const after = relinkedOf(document, told)
    if (!Array.isArray(after)) return [after]
    lost.add(document.type, document.id)
    refusals.push(...after)
    return []
  })
  return { ...chunk, documents: documents.flat(), refusals }
}

/** The conditional references of a chunk. */
export const conditionsIn = ({ documents }: Chunk): string[] =>
  documents.flatMap(({ links }) => conditionalIn(links).map(({ reference }) => reference))
