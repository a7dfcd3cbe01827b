/**
 * What the index can answer of a criterion: everything that matches is let through, and what is `exact` lets nothing else through.
 * `at` asks the span of the type's main date, `updated` the moment of the last change; instants are ISO 8601 in UTC.
 */
export type Sieve =
  | { kind: 'keys'; any: readonly string[]; exact: boolean }
  | { kind: 'not'; of: Sieve }
  | { kind: 'and' | 'or'; of: readonly Sieve[] }
  | { kind: 'at'; edge: 'from' | 'to'; op: Comparison; instant: string }
  | { kind: 'updated'; op: Comparison; instant: string }
  | { kind: 'ids'; ids: readonly string[] }
  | { kind: 'all' }
export type Comparison = '<' | '<=' | '>' | '>='

/** Lets everything through: the truth is only in the documents. */
export const ALL: Sieve = Object.freeze({ kind: 'all' })
/** Lets nothing through. */
export const NONE: Sieve = Object.freeze({ kind: 'keys', any: [], exact: true })

export const keysOf = (any: readonly string[], exact: boolean): Sieve => ({ kind: 'keys', any, exact })

/** What one of the sieves lets through; sieves of keys that are equally exact become one. */
export function anyOf(sieves: readonly Sieve[]): Sieve {
  if (sieves.length === 1) return sieves[0]!
  if (sieves.some((sieve) => sieve.kind === 'all')) return ALL
  const keyed = sieves.filter((sieve) => sieve.kind === 'keys')
  const ids = sieves.filter((sieve) => sieve.kind === 'ids')
  const merged: Sieve[] = sieves.filter((sieve) => sieve.kind !== 'keys' && sieve.kind !== 'ids')
  const any = [...new Set(keyed.flatMap((sieve) => sieve.any))]
  if (any.length > 0)
    merged.push(
      keysOf(
        any,
        keyed.every((sieve) => sieve.exact),
      ),
    )
  if (ids.length > 0) merged.push({ kind: 'ids', ids: [...new Set(ids.flatMap((sieve) => sieve.ids))] })
  return merged.length === 0 ? NONE : merged.length === 1 ? merged[0]! : { kind: 'or', of: merged }
}

/** What all of the sieves let through. One that lets everything through stays, once: it says that the rest is not the whole truth. */
export function allOf(sieves: readonly Sieve[]): Sieve {
  const narrow = sieves.filter((sieve) => sieve.kind !== 'all')
  const of = narrow.length < sieves.length ? [...narrow, ALL] : narrow
  return of.length === 1 ? of[0]! : narrow.length === 0 ? ALL : { kind: 'and', of }
}

/** Whether a document that the sieve lets through matches for certain, so that nobody has to look into it. */
export function isExact(sieve: Sieve): boolean {
  if (sieve.kind === 'keys') return sieve.exact
  if (sieve.kind === 'and' || sieve.kind === 'or') return sieve.of.every(isExact)
  return sieve.kind === 'not' ? isExact(sieve.of) : sieve.kind !== 'all'
}
