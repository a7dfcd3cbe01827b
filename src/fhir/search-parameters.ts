import { SEARCH_PARAMETERS } from './search-parameters.generated.ts'

/** An R4 search parameter of one resource type. */
export type SearchParameter = {
  code: string
  /** R4 SearchParamType, without `special`. */
  type: string
  /** FHIRPath from the resource; only what applies to this resource type. */
  expression: string
  /** The types a reference may name; any when missing. */
  target?: string[]
  /** What a composite is made of: codes of other parameters, paths from each item of `expression`. */
  parts?: { code: string; expression: string }[]
}

const partOf = (text: string) => {
  const [code = '', expression = ''] = text.split(/=(.*)/s)
  return { code, expression }
}

const parse = (line: string): SearchParameter => {
  const [code = '', type = '', expression = '', detail] = line.split('\t')
  if (!detail) return { code, type, expression }
  if (type === 'composite') return { code, type, expression, parts: detail.split(' ; ').map(partOf) }
  return { code, type, expression, target: detail.split(' ') }
}

const own = (type: string): SearchParameter[] =>
  Object.hasOwn(SEARCH_PARAMETERS, type) ? SEARCH_PARAMETERS[type]!.trim().split('\n').map(parse) : []

/** The official R4 search parameters of a resource type, its own first, then those every resource has (`_id`, `_lastUpdated` …). */
export const searchParametersOf = (type: string): SearchParameter[] =>
  type === 'Resource' ? own(type) : [...own(type), ...own('Resource')]
