/** What every valid resource must pass; answers what is wrong. */
import { parseResource } from '../../src/fhir/json.ts'
import { validate } from '../../src/fhir/validate/validate.ts'
import { xmlToJson } from '../../src/fhir/xml/to-json.ts'
import { jsonToXml } from '../../src/fhir/xml/to-xml.ts'
import { sameJson } from './same.ts'

/** The elements with errors, without indexes and each once. */
export function faultyElements(text: string): string[] {
  const { resource, issues } = parseResource(text)
  const all = issues.length > 0 ? issues : validate(resource)
  return [...new Set(all.map(({ expression }) => expression.replace(/\[\d+\]/g, '')))].sort()
}

/** Nothing when the text comes back from XML as it was, numbers to the digit. */
export function changedByXml(text: string): string | undefined {
  const back = xmlToJson(jsonToXml(text))
  if (back.issues[0]) return `${back.issues[0].expression} ${back.issues[0].diagnostics}`
  return sameJson(back.text, text) ? undefined : 'comes back different'
}
