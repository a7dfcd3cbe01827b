import type { Expression, Ref } from './expression.ts'

/** Numerator and denominator of a member of a dimension (an institution, a disease, a township) in a period; without a denominator d is 0. */
export type Sides = { n: number; d: number }
export type Member = { id: string; name: string; before: Sides; now: Sides }
export type Contributed = Member & { contribution: number }

const total = (members: readonly Member[], of: 'before' | 'now'): Sides =>
  members.reduce((sum, { [of]: { n, d } }) => ({ n: sum.n + n, d: sum.d + d }), { n: 0, d: 0 })

/**
 * What each member adds to the change of a number, exactly: the contributions sum to the change. Of a count, scale × (n1 − n0). Of a ratio, with R0 = N0 ÷ D0 the ratio
 * of all before, scale × ((n1 − n0) − R0 (d1 − d0)) ÷ D1: what the member's numerator grew beyond what its denominator at the old ratio would have brought.
 * Undefined where a ratio has no value in one of the periods.
 */
export function decompose(members: readonly Member[], ratio: boolean, scale = 1): Contributed[] | undefined {
  const [before, now] = [total(members, 'before'), total(members, 'now')]
  if (ratio && (before.d === 0 || now.d === 0)) return undefined
  const old = ratio ? before.n / before.d : 0
  const base = ratio ? now.d : 1
  return members.map((member) => {
    const { before: b, now: a } = member
    return { ...member, contribution: (scale * (a.n - b.n - old * (a.d - b.d))) / base }
  })
}

/** Members as one; contributions are additive. */
const merged = (id: string, name: string, members: readonly Contributed[]): Contributed => ({
  ...{ id, name, before: total(members, 'before'), now: total(members, 'now') },
  contribution: members.reduce((sum, one) => sum + one.contribution, 0),
})

/** The members that matter most, largest first, and the rest as one (`rest`), last. Members that must not stand alone go to the rest. */
export function foremost(
  members: readonly Contributed[],
  count: number,
  rest: Pick<Member, 'id' | 'name'>,
  hidden: ReadonlySet<string> = new Set(),
): Contributed[] {
  const largest = members
    .filter(({ id }) => id !== rest.id && !hidden.has(id))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.id < b.id ? -1 : 1))
    .slice(0, count)
  const kept = new Set(largest.map(({ id }) => id))
  const others = members.filter(({ id }) => !kept.has(id))
  return others.length ? [...largest, merged(rest.id, rest.name, others)] : largest
}

/** A number of times a part. */
export type Term = { factor: number; ref: Ref }
/**
 * An expression as a sum of parts, so that what it comes to for all is the sum of what it comes to for each member; undefined where it is not one (a product or quotient
 * of parts, a function, a constant beside parts).
 */
export function termsOf(e: Expression): Term[] | undefined {
  if (e.kind === 'ref') return [{ factor: 1, ref: e }]
  if (e.kind !== 'op') return undefined
  if (e.op === '*' || e.op === '/') {
    const right = constant(e.right)
    const left = e.op === '*' ? constant(e.left) : undefined
    if (right !== undefined && right !== 0) return times(termsOf(e.left), e.op === '*' ? right : 1 / right)
    return left === undefined ? undefined : times(termsOf(e.right), left)
  }
  const [left, right] = [termsOf(e.left), times(termsOf(e.right), e.op === '+' ? 1 : -1)]
  return left && right && [...left, ...right]
}
const times = (terms: Term[] | undefined, by: number) => terms?.map(({ factor, ref }) => ({ factor: factor * by, ref }))

/**
 * The expression with the side that holds in place of each `or`, which is how it can be a sum of parts; undefined where `holds` cannot say.
 * @param holds whether the first of two comes to anything
 */
export function decided(e: Expression, holds: (first: Expression) => boolean | undefined): Expression | undefined {
  if (e.kind === 'op') {
    const [left, right] = [decided(e.left, holds), decided(e.right, holds)]
    return left && right && { ...e, left, right }
  }
  if (e.kind !== 'call' || e.name !== 'or') return e
  const [first, second] = e.args
  const which = first && holds(first)
  const chosen = which === undefined ? undefined : which ? first : second
  return chosen && decided(chosen, holds)
}

/** The value of an expression without parts. */
function constant(e: Expression): number | undefined {
  if (e.kind === 'number') return e.value
  if (e.kind !== 'op') return undefined
  const [left, right] = [constant(e.left), constant(e.right)]
  if (left === undefined || right === undefined) return undefined
  if (e.op === '/') return right === 0 ? undefined : left / right
  return e.op === '*' ? left * right : e.op === '+' ? left + right : left - right
}
