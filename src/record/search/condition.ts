import type { Comparison, Sieve } from '../../fhir/search/sieves.ts'
import { hasher } from './hashes.ts'
import type { Shape } from './shape.ts'

/** Binds values of a statement and answers their places; the county is always `$1`, the type `$2`. */
export type Binding = { values: unknown[]; param: (value: unknown) => string }
export function binding(...values: unknown[]): Binding {
  return { values, param: (value) => `$${values.push(value)}` }
}

/** How a condition is to be read: by an index where one serves, or row by row along another one; `dated`: along that of the date. */
export type Manner = 'indexed' | 'walked' | 'dated'
/** Whose columns a condition names: a token row `t`, a compartment row `c`; how keys are hashed. */
type Place = { alias: 't' | 'c'; manner: Manner; param: Binding['param']; hash: (key: string) => string }

/** The conditions of a shape on token `t` and, for `updated`, resource `u`. */
export function conditions(shape: Shape, { param }: Binding, manner: Manner, county: number, type: string): string[] {
  const place: Place = { alias: 't', manner, param, hash: hasher(county, type) }
  const out: string[] = []
  if (shape.all.length) out.push(keyed(place, `t.tok @> ${param(shape.all)}::bigint[]`))
  for (const any of shape.any) out.push(any.length ? keyed(place, `t.tok && ${param(any)}::bigint[]`) : 'false')
  if (shape.none.length) out.push(`not (t.tok && ${param(shape.none)}::bigint[])`)
  if (shape.ids) out.push(`t.id = any(${param(shape.ids)}::text[])`)
  for (const sieve of shape.rest) out.push(sieveSql(sieve, place))
  return out
}

/** The conditions of a shape on the compartment's rows `c`. */
export function compartmentConditions(shape: Shape, { param }: Binding): string[] {
  const place: Place = { alias: 'c', manner: 'dated', param, hash: String }
  const out = [`c.county_id = $1`, `c.type = $2`, `c.patient_id = ${param(shape.patient)}`, 'c.main']
  if (shape.codes.all.length) out.push(`c.codes @> ${param(shape.codes.all)}::bigint[]`)
  for (const any of shape.codes.any) out.push(`c.codes && ${param(any)}::bigint[]`)
  for (const sieve of shape.rest) out.push(sieveSql(sieve, place))
  if (shape.rest.length) out.push(`c.at > '-infinity'`)
  return out
}

/** No index serves a condition that is asked whether it is true. */
const keyed = ({ manner }: Place, sql: string) => (manner !== 'indexed' ? `(${sql}) is true` : sql)

function sieveSql(sieve: Sieve, place: Place): string {
  const { param, alias } = place
  const several = (of: readonly Sieve[], word: string) => `(${of.map((one) => sieveSql(one, place)).join(word)})`
  switch (sieve.kind) {
    case 'keys':
      return sieve.any.length ? keyed(place, `t.tok && ${param(sieve.any.map(place.hash))}::bigint[]`) : 'false'
    case 'not':
      return `(${sieveSql(sieve.of, { ...place, manner: 'walked' })}) is not true`
    case 'and':
      return sieve.of.length ? several(sieve.of, ' and ') : 'true'
    case 'or':
      return sieve.of.length ? several(sieve.of, ' or ') : 'false'
    case 'at':
      return edgeSql(place, sieve.edge, sieve.op, `${param(sieve.instant)}::timestamptz`)
    case 'updated':
      return `u.updated ${sieve.op} ${param(sieve.instant)}::timestamptz`
    case 'ids':
      return `${alias}.id = any(${param(sieve.ids)}::text[])`
    case 'all':
      return 'true'
  }
}

/** What is asked of the end says something of the beginning too, which the indexes have: it is not later, and more than a day earlier only of the few long spans. */
function edgeSql({ alias: t, manner }: Place, edge: 'from' | 'to', op: Comparison, at: string): string {
  if (manner === 'walked') return `(${t}.${edge === 'from' ? 'at' : 'until'} ${op} ${at}) is true`
  if (edge === 'from') return `${t}.at ${op} ${at}`
  const until = `${t}.until ${op} ${at}`
  if (op[0] === '<') return `(${until} and ${t}.at ${op} ${at})`
  const day = `interval '24 hours'`
  return manner === 'dated' ? until : `(${until} and ${t}.at >= ${at} - ${day} or ${until} and ${t}.until - ${t}.at > ${day})`
}
