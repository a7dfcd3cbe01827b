/** Which settlements find the visit or stay they price, from rows alone (architecture §5): by the number, else as the only one of that person, place, day and class. */
import type { Row } from './csv.ts'

/** By institution code and month in which the visit began. */
export type Matches = Record<string, { byNumber: number; byPerson: number; unmatched: number }>
type Visit = { key: string; who: string }

const classes: Readonly<Record<string, string>> = { 普通门诊: 'AMB', 门诊慢特病: 'AMB', 急诊: 'EMER', 住院: 'IMP' }
const kindOf = (medical: string) => (medical === '住院' ? 'stay' : 'visit')
const who = (row: Row, at: string, day: string, visitClass: string | undefined) =>
  [at, row['证件号码'] ?? row['SFZH'], day.slice(0, 10), visitClass].join('|')

export function matching(visits: readonly Row[], stays: readonly Row[], settlements: readonly Row[]): Matches {
  const happened = new Map<string, Visit>()
  const add = (key: string, one: string) => happened.set(key, { key, who: one })
  for (const r of visits)
    add(`visit|${r['机构代码']}|${r['就诊号']}`, who(r, r['机构代码']!, r['就诊时间']!, r['就诊类别'] === '急诊' ? 'EMER' : 'AMB'))
  for (const r of stays) add(`stay|${r['USERNAME']}|${r['BAH']}-${r['ZYCS'] || 1}`, who(r, r['USERNAME']!, r['RYSJ']!, 'IMP'))

  const found: Matches = {}
  const count = (r: Row, how: keyof Matches[string]) => {
    const unit = `${r['机构代码']} ${r['入院时间']!.slice(0, 7)}`
    found[unit] ??= { byNumber: 0, byPerson: 0, unmatched: 0 }
    found[unit][how]++
  }
  const named = new Set<string>()
  const rest: Row[] = []
  for (const r of settlements) {
    if (!classes[r['就医类别']!]) continue
    const key = `${kindOf(r['就医类别']!)}|${r['机构代码']}|${r['就诊号']}`
    // beyond the county the settlement brings its visit along
    if (r['就医地'] === '县内' && !happened.has(key)) rest.push(r)
    else {
      named.add(key)
      count(r, 'byNumber')
    }
  }
  const free = new Map<string, number>()
  for (const v of happened.values()) if (!named.has(v.key)) free.set(v.who, (free.get(v.who) ?? 0) + 1)
  for (const r of rest) {
    const one = who(r, r['机构代码']!, r['入院时间']!, classes[r['就医类别']!])
    if (free.get(one) === 1) {
      free.delete(one)
      count(r, 'byPerson')
    } else count(r, 'unmatched')
  }
  return found
}
