import type { Contributed, Member } from '../kernel/grammar/decompose.ts'
import { shift } from '../kernel/grammar/period.ts'
import { byDimension } from '../record/cell-sql.ts'
import { personsBy } from '../record/members.ts'
import { type Explained, membersSql, rowsOfTerm } from './explain-members.ts'

const few = 5
const isFew = (n: number) => n > 0 && n < few
type Shown = (hide: ReadonlySet<string>) => Contributed[]

/**
 * For somebody who may not see persons: members of a dimension whose rows of either period are of fewer than five persons go to the rest, and if the rest is itself of so
 * few, the smallest member joins it.
 */
export async function fewPersons(about: Explained, dims: readonly { dim: string; members: readonly Member[] }[]) {
  const persons = new Map<string, Map<string, number>[]>()
  const terms = [...about.terms.n, ...about.terms.d].filter(({ ref }) => about.lib.groups.get(ref.group)?.view !== byDimension)
  for (const { dim } of dims) {
    const counts: Map<string, number>[] = []
    for (const term of terms)
      for (const period of [about.before, about.now]) {
        const known = membersSql(about, term, dim)
        const months = { from: shift(period.from, -term.ref.back), to: shift(period.to, -term.ref.back) }
        const rows = known ? await personsBy(about.db, about.county, rowsOfTerm(about, term, months, known.sql), known.sql) : []
        const sums = new Map<string, number>()
        for (const { member, persons: n } of rows) {
          const id = known?.idOf(member) ?? member
          sums.set(id, (sums.get(id) ?? 0) + n)
        }
        counts.push(sums)
      }
    persons.set(dim, counts)
  }
  return (dim: string, shown: Shown): Contributed[] => {
    const counts = persons.get(dim) ?? []
    const hide = new Set(counts.flatMap((sums) => [...sums].flatMap(([id, n]) => (isFew(n) ? [id] : []))))
    for (;;) {
      const members = shown(hide)
      const stand = new Set(members.map(({ id }) => id))
      const left = counts.map((sums) => [...sums].reduce((sum, [id, n]) => sum + (stand.has(id) ? 0 : n), 0))
      const least = members.filter(({ id }) => id !== '*').at(-1)
      if (!left.some(isFew) || !least) return members
      hide.add(least.id)
    }
  }
}
