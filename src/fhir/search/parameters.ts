import { compilePath } from '../path/compile.ts'
import { PathError } from '../path/error.ts'
import type { Resource } from '../resource.ts'
import { type SearchParameter, type SearchPart, searchParametersOf } from '../search-parameters.ts'
import { isObject } from '../validate/context.ts'
import { memo, resourceTypes } from '../validate/schema.ts'

/** The search parameters that hold somewhere: the official ones, and those a county has added. */
export type ParameterSet = {
  /** Of a resource type, its own first; of 'Resource', those that every type has. */
  of(type: string): readonly SearchParameter[]
  find(type: string, code: string): SearchParameter | undefined
}

const official = memo(searchParametersOf)
const officialByCode = memo((type) => new Map(official(type).map((parameter) => [parameter.code, parameter])))

/** The search parameters of FHIR R4 (4.0.1). */
export const officialParameters: ParameterSet = {
  of: official,
  find: (type, code) => officialByCode(type).get(code),
}

const KINDS = new Set(['token', 'reference', 'string', 'date', 'quantity', 'uri', 'number', 'composite'])
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')

const compiles = (expression: string): boolean => {
  try {
    compilePath(expression)
    return true
  } catch (error) {
    if (error instanceof PathError) return false
    throw error
  }
}

/** The parts of a composite by the addresses of their definitions; nothing when one of them is unknown. */
function partsOf(resource: Resource, byUrl: ReadonlyMap<string, SearchParameter>): SearchPart[] | undefined {
  const components = Array.isArray(resource['component']) ? resource['component'].filter(isObject) : []
  const parts = components.map(({ definition, expression }) => {
    const known = byUrl.get(String(definition))
    return known && typeof expression === 'string' && compiles(expression) && known.type !== 'composite'
      ? { code: known.code, type: known.type, expression }
      : undefined
  })
  return parts.length > 1 && parts.every((part) => part !== undefined) ? parts : undefined
}

function customOf(resource: Resource, byUrl: ReadonlyMap<string, SearchParameter>): SearchParameter | undefined {
  const { code, type, expression, url, target, status } = resource
  if (typeof code !== 'string' || typeof type !== 'string' || typeof expression !== 'string') return undefined
  if (status === 'retired' || !KINDS.has(type) || !/^[A-Za-z_][\w-]*$/.test(code) || !compiles(expression)) return undefined
  const known = { code, type, expression, url: typeof url === 'string' ? url : '', custom: true as const }
  if (type === 'composite') {
    const parts = partsOf(resource, byUrl)
    return parts && { ...known, parts }
  }
  return type === 'reference' && texts(target).length > 0 && !texts(target).includes('Resource')
    ? { ...known, target: texts(target) }
    : known
}

/**
 * The set with the search parameters that a county has defined as SearchParameter resources. An official code cannot be redefined; a
 * definition that is retired, incomplete or written in an expression we cannot read is passed over.
 */
export function withCustom(set: ParameterSet, resources: readonly Resource[]): ParameterSet {
  const byUrl = new Map(resourceTypes().flatMap((type) => set.of(type).map((parameter) => [parameter.url, parameter] as const)))
  const simple = resources.filter((resource) => resource['type'] !== 'composite')
  const added = new Map<string, Map<string, SearchParameter>>()
  for (const resource of [...simple, ...resources.filter((resource) => resource['type'] === 'composite')]) {
    const parameter = customOf(resource, byUrl)
    if (!parameter) continue
    if (parameter.url && !byUrl.has(parameter.url)) byUrl.set(parameter.url, parameter)
    const bases = texts(resource['base']).flatMap((base) => (/^(Domain)?Resource$/.test(base) ? resourceTypes() : [base]))
    for (const type of bases) {
      if (set.find(type, parameter.code)) continue
      added.set(type, (added.get(type) ?? new Map()).set(parameter.code, parameter))
    }
  }
  return {
    of: memo((type) => [...set.of(type), ...(added.get(type)?.values() ?? [])]),
    find: (type, code) => set.find(type, code) ?? added.get(type)?.get(code),
  }
}
