import type { Resource } from '../../fhir/resource.ts'
import { matcher } from '../../fhir/search/match.ts'
import type { Criterion } from '../../fhir/search/query.ts'
import { sieveOf } from '../../fhir/search/sieve.ts'
import { isExact } from '../../fhir/search/sieves.ts'
import type { Search } from './page.ts'
import type { Reader } from './reader.ts'
import { shapeOf } from './shape.ts'

/** A search as SQL asks it, and what must be looked at in the documents it finds. */
export type Compiled = Search & {
  /** SQL alone answers: whatever it finds matches. */
  exact: boolean
  matches(doc: string): boolean
}

/** Criteria without chains and `_has` (see `resolve`). */
export function compile(reader: Reader, type: string, criteria: readonly Criterion[]): Compiled {
  const sieves = criteria.map((criterion) => sieveOf(type, criterion))
  const tests = criteria.filter((_, i) => !isExact(sieves[i]!)).map((criterion) => matcher(type, criterion))
  return {
    ...{ reader, type, shape: shapeOf(reader.county, type, sieves), exact: tests.length === 0 },
    matches: (doc) => {
      const resource = JSON.parse(doc) as Resource
      return tests.every((test) => test(resource))
    },
  }
}
