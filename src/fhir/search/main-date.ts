import type { SearchParameter } from '../search-parameters.ts'
import { memo } from '../validate/schema.ts'
import { officialParameters } from './parameters.ts'

/**
 * The date parameters that say when a resource happened, the best first. Each reads one element that is there at most once, so that the
 * span in the index is all there is to know about it.
 */
const MAIN = [
  ...['authoredon', 'date', 'birthdate', 'authored-on', 'authored', 'recorded-date', 'recorded', 'created', 'issued', 'started', 'start'],
  ...['sent', 'occurrence', 'effective-time', 'effective', 'whenhandedover', 'start-date', 'timestamp', 'identified', 'datetime'],
  ...['datewritten', 'collected', 'period', 'expiration-date'],
]

/** The parameter whose span the index keeps of every resource of a type: `date` of an Observation, `birthdate` of a Patient. */
export const mainDateOf: (type: string) => SearchParameter | undefined = memo((type) => {
  for (const code of MAIN) {
    const known = officialParameters.find(type, code)
    if (known?.type === 'date') return known
  }
  return undefined
})

/** Its code: sorting and comparing by it is answered by the index. */
export const mainDate = (type: string): string | undefined => mainDateOf(type)?.code
