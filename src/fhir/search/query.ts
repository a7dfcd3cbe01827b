import type { SearchParameter } from '../search-parameters.ts'

/** R4 search prefixes of ordered values (http://hl7.org/fhir/R4/search.html#prefix). */
export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'
export type Modifier = 'exact' | 'contains' | 'text' | 'not' | 'in' | 'not-in' | 'above' | 'below' | 'of-type' | 'identifier'

/**
 * One value of a criterion as it was written (escapes undone), with its prefix where the parameter's type has them. A composite has one
 * part a component. `fields`: the parts between bars, where an escaped bar keeps `text` from saying them.
 */
export type Operand = { prefix: Prefix; text: string; fields?: readonly string[]; parts?: readonly Operand[] }

/** What one `name=value` of a search asks. Several criteria must all hold; the operands of one are alternatives. */
export type Criterion =
  | {
      kind: 'value'
      param: SearchParameter
      modifier?: Modifier | undefined
      operands: readonly Operand[] /** `subject:Patient=…` */
      target?: string | undefined
    }
  | { kind: 'missing'; param: SearchParameter; missing: boolean }
  /** `subject:Patient.name=…`: what the reference names has one of the types and meets the criterion. */
  | { kind: 'chain'; param: SearchParameter; of: readonly { type: string; criterion: Criterion }[] }
  /** `_has:Observation:patient:code=…`: a resource of the type points here with the parameter and meets the criterion. */
  | { kind: 'has'; type: string; param: SearchParameter; criterion: Criterion }
  /** In a search for several types: what the parameter means for each of them. */
  | { kind: 'each'; of: readonly { type: string; criterion: Criterion }[] }
  /** `/Patient/1/Observation`: belongs to the compartment by one of these reference parameters; without any, by those R4 names for the type, and what it is named after. */
  | { kind: 'compartment'; compartment: string; id: string; params: readonly SearchParameter[] }

/** `_include=Observation:patient:Patient`; `param` '*' means every reference, `type` '*' (only with it) every type. */
export type Include = { type: string; param: SearchParameter | '*'; target?: string | undefined; iterate: boolean }
export type SortKey = { param: SearchParameter; descending: boolean }

/** A search as the door understood it. `type` undefined: all types (`/fhir?_type=…`), then `types` narrows. */
export type Query = {
  type: string | undefined
  types?: readonly string[] | undefined
  criteria: readonly Criterion[]
  sort: readonly SortKey[]
  include: readonly Include[]
  revinclude: readonly Include[]
  count: number | undefined
  /** Where the page begins, as the link of the page before said it. */
  cursor: string | undefined
  total: 'none' | 'estimate' | 'accurate' | undefined
  summary: 'true' | 'text' | 'data' | 'count' | 'false' | undefined
  elements: readonly string[] | undefined
  /** The parameters that were understood, in their order, for the self link. */
  understood: readonly (readonly [name: string, value: string])[]
}
