import type { Resource } from '../../../fhir/resource.ts'
import { searchParametersOf } from '../../../fhir/search-parameters.ts'
import { compileSearchValues } from '../../../fhir/search-values.ts'
import { tokenHash } from '../../../record/ids.ts'
import type { Stored } from '../../../record/plan.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'

export type Pairs = readonly (readonly [name: string, value: string])[]
/** A condition of a conditional interaction or reference. */
export type Criterion = {
  /** Documents that meet it, two at most: none, one, or too many. */
  find(): Promise<readonly Stored[]>
  /** Whether a resource that is not written yet meets it. */
  meets(resource: Resource): boolean
}

/** @throws FhirRefusal 400 when the condition asks for nothing, or for what is not understood */
export function criterionOf({ house }: FhirDoor, caller: Caller, type: string, pairs: Pairs, at: string | undefined): Criterion {
  if (!pairs.length) throw refuseFhir(400, 'required', `A condition on ${type} has no search parameter: name what to look for.`, at ?? type)
  const meets = (resource: Resource) =>
    pairs.every(([name, value]) => {
      const parameter = searchParametersOf(type).find((p) => p.code === name)
      if (!parameter) throw refuseFhir(400, 'not-supported', `${type} has no search parameter ${name}.`, at ?? type)
      const [system, code] = value.includes('|') ? value.split('|') : [undefined, value]
      return compileSearchValues([parameter])(resource).some(
        (v) => v.kind === 'token' && v.code === code && (system === undefined || v.system === system),
      )
    })
  return {
    meets,
    find: async () => {
      const [name, value] = pairs[0]!
      const hashed = tokenHash(`${caller.county}|${type}|${name}|${value.includes('|') ? '' : '|'}${value}`)
      const rows = await house.record.db.query<Stored>(
        `select r.type, r.id, r.version, r.doc, r.owner, to_json(r.updated)#>>'{}' as updated, r.author from token t join resource r using (county_id, type, id)
         where t.county_id = $1 and t.type = $2 and t.tok @> array[$3::bigint]`,
        [caller.county, type, hashed],
      )
      return rows
        .map((row) => ({ ...row, updated: new Date(row.updated).toISOString() }))
        .filter((row) => meets(JSON.parse(row.doc) as Resource))
        .slice(0, 2)
    },
  }
}
