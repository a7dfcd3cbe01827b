import { officialParameters } from '../../fhir/search/parameters.ts'
import { memo } from '../../fhir/validate/schema.ts'

/** By what totals are mostly asked: the first of these that a type has as a token parameter. */
const asked = ['code', 'class', 'gender', 'type', 'status']
const headParameter = memo((type): string | undefined => asked.find((code) => officialParameters.find(type, code)?.type === 'token'))

/** Marks documents with several values of the parameter: those are counted by their keys. */
const severalKey = '+several'
/** The hashed key of a document's only value of the type's head parameter, and that of the value with its system. */
export type Head = { code: string | null; coding: string | null; several?: string }
const none: Head = { code: null, coding: null }

/** What the columns `code` and `coding` of a token row hold; `several`: a further key for `tok` instead. */
export function headOf(type: string, keys: readonly string[], hash: (key: string) => string): Head {
  const parameter = headParameter(type)
  if (parameter === undefined) return none
  const [begin, bare] = [`${parameter}|`, `${parameter}||`]
  const own = keys.filter((key) => key.startsWith(begin))
  const [code, coding] = own.length === 2 && own[1]!.startsWith(bare) ? own.toReversed() : own
  if (code === undefined) return none
  if (own.length > 2 || !code.startsWith(bare) || coding?.startsWith(bare)) return { ...none, several: hash(severalKey) }
  return { code: hash(code), coding: coding === undefined ? null : hash(coding) }
}

/** A key as what is asked of these columns, and the keys that documents with several values have. Nothing for other keys. */
export function askedOfHead(type: string, key: string, hash: (key: string) => string): { equal: Head; several: string[] } | undefined {
  const parameter = headParameter(type)
  const [name, system, code, ...more] = key.split('|')
  if (parameter === undefined || name !== parameter || code === undefined || more.length) return undefined
  return {
    equal: { code: hash(`${parameter}||${code}`), coding: system ? hash(key) : null },
    several: [hash(key), hash(severalKey)],
  }
}
