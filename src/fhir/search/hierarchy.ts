import type { SearchParameter } from '../search-parameters.ts'
import { memo, resourceTypes } from '../validate/schema.ts'
import { isAbsolute } from './kinds/reference.ts'
import { officialParameters } from './parameters.ts'
import type { Criterion, Operand } from './query.ts'

type Value = Extract<Criterion, { kind: 'value' }>

/** The parameter by which resources of a type are parts of others of it: `partof` of Location and Organization, `part-of` of Encounter, Procedure and Task. */
export const partParameter: (type: string) => SearchParameter | undefined = memo((type) =>
  officialParameters.of(type).find(({ code, target }) => /^part-?of$/.test(code) && target?.includes(type)),
)

/** Whether what is asked for stands for all that is part of it, or that it is part of (http://hl7.org/fhir/R4/search.html#recursive). Addresses are not looked up: of them `:below` asks for versions. */
export const asksHierarchy = (criterion: Criterion): criterion is Value & { modifier: 'above' | 'below' } =>
  criterion.kind === 'value' &&
  criterion.param.type === 'reference' &&
  (criterion.modifier === 'above' || criterion.modifier === 'below') &&
  criterion.operands.some(isLocal)

export const isLocal = ({ text }: Operand): boolean => !isAbsolute(text)

/** The types of whose hierarchies a reference parameter may name something. */
export const hierarchies = ({ target }: SearchParameter): readonly string[] =>
  (target ?? resourceTypes()).filter((type) => partParameter(type))
