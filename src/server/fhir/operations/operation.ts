import type { Answer, Interaction } from '../answer.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'

/** Where an operation is called and with what: its parameters are in `interaction` (query of a GET, Parameters or resource as body of a POST). */
export type OperationCall = {
  door: FhirDoor
  caller: Caller
  type: string | undefined
  id: string | undefined
  interaction: Interaction
}

/** An operation of the FHIR door (`$expand`, `$everything` …). The CapabilityStatement and the routes follow from the list in `index.ts`. */
export type FhirOperation = {
  /** Without the `$`. */
  name: string
  /** Canonical of its OperationDefinition, where types have their own by type. */
  definition: string | ((type: string | undefined) => string)
  /** What the definition does not say, for the CapabilityStatement. */
  documentation?: string
  levels: readonly ('system' | 'type' | 'instance')[]
  /** Resource types of the type and instance levels; '*' means all. */
  types: readonly string[] | '*'
  /** Whether it may change something: then only POST calls it. */
  changes: boolean
  /** Whether this door has it; every door unless told. */
  there?(door: FhirDoor): boolean
  run(call: OperationCall): Promise<Answer>
}
