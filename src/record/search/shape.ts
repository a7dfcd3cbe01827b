import type { Sieve } from '../../fhir/search/sieves.ts'
import { asksDatesOnly } from './asks.ts'
import { hasher } from './hashes.ts'
import { mainParameters } from './main-patient.ts'

/** Sieves that must all let a document through, brought into a form that few prepared statements serve. Keys are hashes. */
export type Shape = {
  /** Every one of these keys. */
  all: string[]
  /** One key of each of these sets. */
  any: string[][]
  /** None of these keys. */
  none: string[]
  ids: readonly string[] | undefined
  /** Dates, alternatives of unlike kinds, negations of them. */
  rest: Sieve[]
  /** Whom the documents must be about. */
  patient: string | undefined
  /** The keys of parameter `code` among those above: the compartment has them too. */
  codes: { all: string[]; any: string[][] }
  /** How many sets of keys the compartment does not have. */
  others: number
  /** The key, where one key is all that is asked. */
  only: string | undefined
}

const aboutPatient = /^(\w+)\|Patient\/([^|/]+)$/

export function shapeOf(county: number, type: string, sieves: readonly Sieve[]): Shape {
  const hash = hasher(county, type)
  const codes: Shape['codes'] = { all: [], any: [] }
  const shape: Shape = { all: [], any: [], none: [], ids: undefined, rest: [], patient: undefined, codes, others: 0, only: undefined }
  const keys = (any: readonly string[]) => {
    const hashes = any.map(hash)
    const [, parameter = '', patient] = (any.length === 1 && aboutPatient.exec(any[0]!)) || []
    const code = any.length > 0 && any.every((key) => key.startsWith('code|'))
    if (patient !== undefined && !shape.patient && mainParameters(type).has(parameter)) shape.patient = patient
    else if (!code) shape.others += 1
    for (const into of code ? [shape, codes] : [shape])
      if (hashes.length === 1) into.all.push(hashes[0]!)
      else into.any.push(hashes)
  }
  const add = (sieve: Sieve) => {
    if (sieve.kind === 'and') sieve.of.forEach(add)
    else if (sieve.kind === 'keys') keys(sieve.any)
    else if (sieve.kind === 'ids') shape.ids = shape.ids ? both(shape.ids, sieve.ids) : sieve.ids
    else if (sieve.kind === 'not' && sieve.of.kind === 'keys') shape.none.push(...sieve.of.any.map(hash))
    else if (sieve.kind !== 'all') shape.rest.push(sieve)
  }
  sieves.forEach(add)
  const [one, ...more] = sieves.filter(({ kind }) => kind !== 'all')
  if (one?.kind === 'keys' && one.any.length === 1 && !more.length) shape.only = one.any[0]
  return shape
}

const both = (one: readonly string[], other: readonly string[]) => {
  const known = new Set(other)
  return one.filter((id) => known.has(id))
}

/** Whether the compartment's rows alone tell which documents these are. */
export const inCompartment = ({ patient, others, none, ids, rest }: Shape): boolean =>
  patient !== undefined && others === 0 && none.length === 0 && !ids && rest.every(asksDatesOnly)
