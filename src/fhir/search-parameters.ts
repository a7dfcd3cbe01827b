import { SEARCH_PARAMETERS } from './search-parameters.generated.ts'

/** What a composite is made of: `code` and `type` of another parameter, and the path to its values from each item of the composite. */
export type SearchPart = { code: string; type: string; expression: string }

/** A search parameter of one resource type. */
export type SearchParameter = {
  code: string
  /** R4 SearchParamType. */
  type: string
  /** FHIRPath from the resource; only what applies to this resource type. Empty when no path says it (`_text`). */
  expression: string
  /** Canonical address of the definition. */
  url: string
  /** The types a reference may name; any when missing. */
  target?: readonly string[]
  parts?: readonly SearchPart[]
  /** The code system of a bare code, which has no room to say so itself. */
  system?: string
  /** From a SearchParameter resource of the county; the index holds no keys for it. */
  custom?: true
}

const BASE = 'http://hl7.org/fhir/SearchParameter/'

const partOf = (text: string): SearchPart => {
  const [, code = '', type = '', expression = ''] = /^([^:]*):([^=]*)=(.*)$/s.exec(text) ?? []
  return { code, type, expression }
}

const parse = (resource: string, line: string): SearchParameter => {
  const [code = '', type = '', expression = '', address = '', detail = ''] = line.split('\t')
  const parameter = { code, type, expression, url: BASE + (address || `${resource}-${code}`) }
  if (!detail) return parameter
  if (type === 'composite') return { ...parameter, parts: detail.split(' ; ').map(partOf) }
  return type === 'token' ? { ...parameter, system: detail } : { ...parameter, target: detail.split(' ') }
}

const own = (type: string): SearchParameter[] =>
  Object.hasOwn(SEARCH_PARAMETERS, type)
    ? SEARCH_PARAMETERS[type]!.trim()
        .split('\n')
        .map((line) => parse(type, line))
    : []

const WITHOUT_NARRATIVE = new Set(['Resource', 'DomainResource', 'Bundle', 'Parameters', 'Binary'])

/** The official R4 search parameters of a resource type, its own first, then those every resource has (`_id`, `_lastUpdated` …). */
export const searchParametersOf = (type: string): SearchParameter[] => [
  ...own(type),
  ...(WITHOUT_NARRATIVE.has(type) ? [] : own('DomainResource')),
  ...(type === 'Resource' ? [] : own('Resource')),
]
