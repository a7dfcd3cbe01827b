import { suggestion } from '../validate/context.ts'
import { isResourceType, resourceTypes } from '../validate/schema.ts'
import { type Fault, malformed, shown, unknown } from './faults.ts'
import type { ParameterSet } from './parameters.ts'
import type { Include, Query, SortKey } from './query.ts'
import { isSortable } from './sort.ts'

/** A query while it is being read. */
export type Draft = { -readonly [K in keyof Query]: Query[K] }
/** Reads one parameter that says how to answer, into the draft. */
type Read = (name: string, value: string, draft: Draft, parameters: ParameterSet) => Fault | undefined

const MOST = 20

/** Reads a value out of a short list of words. */
const choice =
  <K extends 'total' | 'summary'>(key: K, words: readonly NonNullable<Query[K]>[]): Read =>
  (name, value, draft) => {
    const found = words.find((word) => word === value)
    if (found === undefined) return malformed(name, `"${name}" must be ${words.join(', ')}, not "${shown(value)}".`)
    draft[key] = found
    return undefined
  }

const count: Read = (name, value, draft) => {
  if (!/^\d{1,9}$/.test(value)) return malformed(name, `"_count" must be a whole number from 0, not "${shown(value)}".`)
  draft.count = Number(value)
  if (draft.count === 0) draft.summary = 'count'
  return undefined
}

const sort: Read = (name, value, draft, parameters) => {
  const keys: SortKey[] = []
  for (const word of value.split(',').filter((part) => part !== '')) {
    const code = word.replace(/^-/, '')
    const type = draft.type ?? 'Resource'
    const param = parameters.find(type, code)
    const known = parameters.of(type).filter(isSortable)
    if (!param)
      return unknown(
        name,
        `${type} has no search parameter "${shown(code)}" to sort by.${suggestion(
          code,
          known.map((p) => p.code),
        )}`,
      )
    if (!isSortable(param)) return malformed(name, `Results cannot be sorted by "${code}".`)
    keys.push({ param, descending: word !== code })
  }
  if (draft.sort.length + keys.length > MOST) return malformed(name, `"_sort" names more than ${MOST} parameters.`)
  draft.sort = [...draft.sort, ...keys]
  return undefined
}

const wrongType = (name: string, type: string): Fault =>
  malformed(name, `"${shown(type)}" is no resource type.${suggestion(type, resourceTypes())}`)

/** `Type:parameter`, `Type:parameter:Target`, `Type:*`, `*`. */
function includeOf(name: string, value: string, iterate: boolean, parameters: ParameterSet): Include | Fault {
  if (value === '*') return { type: '*', param: '*', iterate }
  const [type = '', code = '', target, ...more] = value.split(':')
  if (!code || more.length > 0)
    return malformed(name, `"${name}" must be written Type:parameter, Type:parameter:Target, Type:* or *, not "${shown(value)}".`)
  if (!isResourceType(type)) return wrongType(name, type)
  if (target !== undefined && !isResourceType(target)) return wrongType(name, target)
  if (code === '*') return { type, param: '*', iterate, target }
  const references = parameters.of(type).filter((parameter) => parameter.type === 'reference')
  const param = references.find((parameter) => parameter.code === code)
  if (!param)
    return unknown(
      name,
      `${type} has no reference parameter "${shown(code)}".${suggestion(
        code,
        references.map((known) => known.code),
      )}`,
    )
  if (target !== undefined && param.target && !param.target.includes(target))
    return malformed(name, `"${code}" of ${type} never points at ${target}, only at ${param.target.join(', ')}.`)
  return { type, param, iterate, target }
}

const include =
  (key: 'include' | 'revinclude', iterate: boolean): Read =>
  (name, value, draft, parameters) => {
    const found = includeOf(name, value, iterate, parameters)
    if ('severity' in found) return found
    if (key === 'include' && !iterate && draft.type !== undefined && found.type !== '*' && found.type !== draft.type)
      return malformed(
        name,
        `"${name}=${shown(value)}" begins at ${found.type}, but the search is for ${draft.type}; write _include:iterate.`,
      )
    if (draft[key].length >= MOST) return malformed(name, `More than ${MOST} times "${name}".`)
    draft[key] = [...draft[key], found]
    return undefined
  }

const elements: Read = (name, value, draft) => {
  const names = value.split(',').filter((part) => part !== '')
  const wrong = names.find((part) => !/^[A-Za-z][\w.[\]]{0,100}$/.test(part))
  if (wrong !== undefined || names.length === 0 || names.length > 200)
    return malformed(name, `"_elements" must be names of elements with commas between them, not "${shown(wrong ?? value)}".`)
  draft.elements = names
  return undefined
}

const types: Read = (name, value, draft) => {
  const names = value.split(',').filter((part) => part !== '')
  const wrong = names.find((part) => !isResourceType(part))
  if (wrong !== undefined) return wrongType(name, wrong)
  if (draft.type !== undefined) return names.includes(draft.type) ? undefined : malformed(name, `The search is for ${draft.type} already.`)
  draft.types = [...new Set(names)]
  return undefined
}

const contained: Read = (name, value) =>
  value === 'false' ? undefined : malformed(name, 'Contained resources are not searched: "_contained" must be false.')

const passedOver: Read = () => undefined

/** The parameters that say how to answer, by name (http://hl7.org/fhir/R4/search.html#return). */
export const RESULT_PARAMETERS: ReadonlyMap<string, Read> = new Map([
  ['_count', count],
  ['_sort', sort],
  ['_total', choice('total', ['none', 'estimate', 'accurate'])],
  ['_summary', choice('summary', ['true', 'text', 'data', 'count', 'false'])],
  ['_elements', elements],
  ['_include', include('include', false)],
  ['_include:iterate', include('include', true)],
  ['_include:recurse', include('include', true)],
  ['_revinclude', include('revinclude', false)],
  ['_revinclude:iterate', include('revinclude', true)],
  ['_revinclude:recurse', include('revinclude', true)],
  ['_type', types],
  ['_contained', contained],
  ['_format', passedOver],
  ['_pretty', passedOver],
  [
    '_cursor',
    (_name, value, draft) => {
      draft.cursor = value
      return undefined
    },
  ],
])
