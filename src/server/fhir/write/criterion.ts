import type { Resource } from '../../../fhir/resource.ts'
import { matcher } from '../../../fhir/search/match.ts'
import { parseSearch } from '../../../fhir/search/parse.ts'
import type { Stored } from '../../../record/plan.ts'
import { searchDocuments } from '../../../record/search/search.ts'
import { TooCostly } from '../../../record/search/too-costly.ts'
import { within } from '../allowed.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { mustNotGuess } from '../guessing.ts'
import { FhirRefusal, refuseFhir } from '../outcome.ts'

export type Pairs = readonly (readonly [name: string, value: string])[]
/** Who writes where; `base`: the absolute address of the door. */
export type Situation = { door: FhirDoor; caller: Caller; base: string | undefined }
/** A condition of a conditional interaction or reference. */
export type Criterion = {
  /** The documents that meet it and that the caller may see, two at most: none, one, or too many. */
  find(): Promise<readonly Stored[]>
  /** Whether a resource that is not written yet meets it. */
  meets(resource: Resource): boolean
}

const tooWide = (why: string, at: string) =>
  refuseFhir(412, 'too-costly', `Whether the condition is met cannot be told (${why}): make it more selective.`, at)

/**
 * A condition on a type. Every one of its parameters must be understood: one left out would make it wider than it was meant.
 * @throws FhirRefusal 400 for what is not understood, 403 for what the caller may not search, 412 when nothing is asked for
 */
export async function criterionOf({ door, caller, base }: Situation, type: string, pairs: Pairs, at = type): Promise<Criterion> {
  const { record } = door.house
  const parameters = await record.parameters(caller.county)
  const { query, faults } = parseSearch({ type, pairs, parameters, base })
  if (faults.length)
    throw new FhirRefusal(
      400,
      faults.map(({ code, diagnostics }) => ({ severity: 'error', code, diagnostics, expression: [at] })),
    )
  if (!caller.may('search', type)) throw refuseFhir(403, 'forbidden', `You may not search resources of type ${type}.`, at)
  mustNotGuess(caller, type, query)
  const criteria = query.criteria.map((criterion) => within(caller, criterion))
  if (!criteria.length) throw refuseFhir(412, 'required', `A condition on ${type} names no search parameter: say what to look for.`, at)
  const tests = criteria.map((criterion) => matcher(type, criterion))
  const plain = { sort: [], include: [], revinclude: [], cursor: undefined, total: undefined, summary: undefined, count: 2 }
  return {
    meets: (resource) => tests.every((test) => test(resource)),
    find: async () => {
      const { matches, next } = await searchDocuments(record, caller.reader, { ...query, ...plain, criteria }, parameters).catch(
        (error: unknown) => {
          throw error instanceof TooCostly ? tooWide(error.message, at) : error
        },
      )
      if (next !== undefined && matches.length < 2) throw tooWide('there are too many documents to look through', at)
      return matches
    },
  }
}
