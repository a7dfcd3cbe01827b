/** As plans have them (capabilities/plans/contract.ts). */
export type Comparator = '>=' | '<=' | '=' | 'rises' | 'falls'
/** What is lacking to a target in whole cases of the numerator: so many more, or so many fewer. */
export type Gap = { cases: number; way: 'more' | 'fewer' }
type Value = { numerator: number; denominator?: number; scale: number }
/** What differs by less is the same (as in the plans' own rule). */
const same = 1e-9

/** The value that so many cases make, of the same denominator. */
export const worth = ({ numerator, denominator, scale }: Value): number | undefined =>
  denominator === undefined ? numerator * scale : denominator > 0 ? (numerator / denominator) * scale : undefined

const holds = (comparator: Comparator, value: number, target: number) =>
  comparator === '>=' ? value >= target - same : comparator === '<=' ? value <= target + same : false

/**
 * The fewest cases that bring a share or a count to its target, the denominator being what it is: those who were counted need not become more, more of them need the
 * right answer. None where the target is met, cannot be met (more than all of them), is not a limit, or there is nobody.
 */
export function gapOf(value: Value, comparator: Comparator, target: number): Gap | undefined {
  const { numerator, denominator, scale } = value
  const now = worth(value)
  if (now === undefined || (comparator !== '>=' && comparator !== '<=') || holds(comparator, now, target)) return undefined
  const step = comparator === '>=' ? 1 : -1
  const reached = (cases: number) => holds(comparator, worth({ ...value, numerator: numerator + step * cases })!, target)
  let cases = Math.max(Math.floor(Math.abs((target / scale) * (denominator ?? 1) - numerator)) - 1, 0)
  while (!reached(cases)) cases++
  const after = numerator + step * cases
  if (after < 0 || (denominator !== undefined && after > denominator)) return undefined
  return { cases, way: step === 1 ? 'more' : 'fewer' }
}
