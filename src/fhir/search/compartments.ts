import type { SearchParameter } from '../search-parameters.ts'
import { memo } from '../validate/schema.ts'
import { COMPARTMENTS } from './compartments.generated.ts'
import { officialParameters } from './parameters.ts'
import type { Criterion } from './query.ts'

const tableOf = memo((compartment): ReadonlyMap<string, readonly string[]> => {
  const lines = Object.hasOwn(COMPARTMENTS, compartment) ? COMPARTMENTS[compartment]!.trim().split('\n') : []
  return new Map(lines.map((line) => line.split(' ')).map(([type = '', ...codes]) => [type, codes]))
})

/** The types that R4 defines a compartment of. */
export const compartments: readonly string[] = Object.keys(COMPARTMENTS)
/** Whether R4 defines a compartment of this name (http://hl7.org/fhir/R4/compartmentdefinition.html). */
export const isCompartment = (name: string): boolean => Object.hasOwn(COMPARTMENTS, name)

/** The resource types that can belong to a compartment, itself among them. */
export const typesInCompartment = (compartment: string): string[] => [...new Set([...tableOf(compartment).keys(), compartment])].sort()

/** The reference parameters by which a resource of a type belongs to a compartment; none when it cannot, or is what the compartment is named after. */
export const compartmentParameters = (compartment: string, type: string): readonly SearchParameter[] =>
  (tableOf(compartment).get(type) ?? []).flatMap((code) => officialParameters.find(type, code) ?? [])

/** The parameters that a compartment criterion means for a type. */
export const paramsOf = (type: string, { compartment, params }: Criterion & { kind: 'compartment' }): readonly SearchParameter[] =>
  params.length > 0 ? params : compartmentParameters(compartment, type)
