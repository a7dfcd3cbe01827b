import { type Coding, inValueSet } from '../terminology/check.ts'
import { canonical, TermFault, type Terms } from '../terminology/types.ts'
import { isObject } from '../validate/context.ts'
import type { Item } from './items.ts'
import type { ElementDefinition } from './structure.ts'

export type Found = { severity: 'error' | 'warning' | 'information'; code: string; diagnostics: string }

/** The codes of a bound value: a code alone, a Coding, a CodeableConcept's codings, a Quantity's unit. */
function codingsOf({ value, type }: Item): Coding[] {
  if (typeof value === 'string') return [{ code: value }]
  if (!isObject(value)) return []
  if (type === 'CodeableConcept')
    return Array.isArray(value['coding']) ? (value['coding'] as unknown[]).filter(isObject).map((c) => c as Coding) : []
  return typeof value['code'] === 'string' ? [value as Coding] : []
}

/**
 * What a binding finds wrong with a value: of a required one an error, of an extensible one a warning; preferred and example bindings demand nothing.
 * A code whose system is not held here is a warning: nobody can say no.
 */
export async function bindingFaults(terms: Terms, { binding }: ElementDefinition, item: Item): Promise<Found[]> {
  if (!binding?.valueSet || (binding.strength !== 'required' && binding.strength !== 'extensible')) return []
  const severity = binding.strength === 'required' ? 'error' : 'warning'
  const { url, version } = canonical(binding.valueSet)
  const set = await terms.valueSet(url, version)
  if (!set)
    return [
      {
        severity: 'warning',
        code: 'not-found',
        diagnostics: `The value set ${binding.valueSet} of the binding is not known here: not checked.`,
      },
    ]
  const codings = codingsOf(item)
  if (!codings.length)
    return binding.strength === 'required' && isObject(item.value)
      ? [{ severity, code: 'code-invalid', diagnostics: `A code of ${binding.valueSet} is required; words alone do not do.` }]
      : []
  try {
    const checked = await Promise.all(
      codings.map(({ system, code }) =>
        inValueSet(terms, set, { ...(typeof item.value === 'string' ? {} : { system: system ?? '' }), code }),
      ),
    )
    if (checked.some(({ result }) => result)) return []
    const doubt = checked.find(({ sure }) => !sure)
    const said = doubt ?? checked[0]
    return [{ severity: doubt ? 'warning' : severity, code: 'code-invalid', diagnostics: said?.message ?? `Not in ${binding.valueSet}.` }]
  } catch (error) {
    if (error instanceof TermFault) return [{ severity: 'warning', code: error.code, diagnostics: `Not checked: ${error.message}` }]
    throw error
  }
}
