import { hasElement } from '../../fhir/summary.ts'
import { suggestion } from '../../fhir/validate/context.ts'
import { isResourceType, resourceTypes } from '../../fhir/validate/schema.ts'
import type { Interaction } from './answer.ts'
import { FhirRefusal, type OutcomeIssue } from './outcome.ts'
import { preferencesOf } from './prefer.ts'

/** What every address that answers resources knows: how they are to be written. */
const manner = ['_format', '_pretty', '_summary', '_elements']

const refusal = (what: readonly { name: string; diagnostics: string }[]) =>
  new FhirRefusal(
    400,
    what.map(
      ({ name, diagnostics }): OutcomeIssue => ({
        ...{ severity: 'error', code: 'not-supported', diagnostics },
        expression: [`http.${name.slice(0, 60)}`],
      }),
    ),
  )
const quoted = (text: string) => JSON.stringify(text.slice(0, 60))

/** The parameters that a read or a history knows: what else there is it leaves aside. @throws FhirRefusal 400 for that, where handling is to be strict */
export function knownOf(interaction: Interaction, ...own: string[]): Interaction['query'] {
  const known = [...manner, ...own]
  const others = interaction.query.flatMap(([name]) => (known.includes(name) ? [] : [name]))
  if (others.length && preferencesOf(interaction).strict)
    throw refusal(others.map((name) => ({ name, diagnostics: `${quoted(name)} is not known here.${suggestion(name, known)}` })))
  return others.length ? interaction.query.filter(([name]) => known.includes(name)) : interaction.query
}

/** @throws FhirRefusal 400 where handling is to be strict and none of the types has an element that `_elements` names; without types: no type at all */
export function mustHaveElements(
  interaction: Interaction,
  named: readonly string[] = [],
  types: readonly string[] = resourceTypes(),
): void {
  if (!preferencesOf(interaction).strict) return
  const lost = named.filter((name) => {
    const [owner = '', own] = name.split('.')
    return own === undefined ? !types.some((type) => hasElement(type, name)) : !(isResourceType(owner) && hasElement(owner, own))
  })
  if (lost.length)
    throw refusal(
      lost.map((name) => ({
        name: '_elements',
        diagnostics: `${types.length === 1 ? types[0] : 'No type'} has ${types.length === 1 ? 'no' : 'an'} element ${quoted(name)}.`,
      })),
    )
}
