import { isResourceType } from '../../fhir/validate/schema.ts'
import type { Answer, Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { operations } from './operations/index.ts'
import type { FhirOperation } from './operations/operation.ts'
import { FhirRefusal, refuseFhir } from './outcome.ts'

type Where = { name: string; type?: string; id?: string }

const stands = ({ levels, types }: FhirOperation, { type, id }: Where) =>
  type === undefined
    ? levels.includes('system')
    : levels.includes(id === undefined ? 'type' : 'instance') && (types === '*' ? isResourceType(type) : types.includes(type))

/** http://hl7.org/fhir/R4/operations.html @throws FhirRefusal 404 not there, 405 called by GET though it changes something, 403 */
export async function operate(door: FhirDoor, caller: Caller, interaction: Interaction, where: Where): Promise<Answer> {
  const { name, type, id } = where
  const here = operations.filter(({ there }) => there?.(door) ?? true)
  const operation = here.find((one) => one.name === name && stands(one, where))
  if (!operation) {
    const elsewhere = here.filter((one) => one.name === name).flatMap(({ levels }) => levels)
    const said = elsewhere.length
      ? `it is at the level of: ${[...new Set(elsewhere)].join(', ')}`
      : `there are ${[...new Set(here.map((one) => `$${one.name}`))].join(', ')}`
    throw refuseFhir(404, 'not-supported', `There is no operation $${name.slice(0, 64)} here: ${said}.`)
  }
  if (operation.changes && interaction.method !== 'POST')
    throw new FhirRefusal(
      405,
      [{ severity: 'error', code: 'not-supported', diagnostics: `$${name} changes something: call it by POST.` }],
      { allow: 'POST' },
    )
  if (!caller.mayCall(name)) throw refuseFhir(403, 'forbidden', `You may not call $${name}.`)
  return operation.run({ door, caller, type, id, interaction })
}
