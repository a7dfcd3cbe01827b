/** Households of 2.67 persons on average (census 2020, calibration 17.1): couples, children with parents of a fitting age, old people with them or alone. */
import { ageOn } from './calendar.ts'
import type { Person } from './person.ts'
import type { Setting } from './setting.ts'

const SIZE = 2.67

/** Gives everybody a household number and a relation to its head. */
export function makeHouseholds({ window }: Setting, people: readonly Person[]) {
  const byVillage = new Map<number, Person[]>()
  for (const p of people) {
    const list = byVillage.get(p.village.index)
    if (list) list.push(p)
    else byVillage.set(p.village.index, [p])
  }
  let household = 0
  for (const village of byVillage.values()) household = settle(village, household, window.last)
}

type Home = { head: Person; members: number }

function settle(village: readonly Person[], last: number, today: number): number {
  const age = (p: Person) => ageOn(p.birth, today)
  const adults = village.filter((p) => age(p) >= 24).toSorted((a, b) => a.birth - b.birth || a.index - b.index)
  const women = adults.filter((p) => !p.male && p.married)
  const wanted = Math.max(Math.round(village.length / SIZE), 1)
  const step = Math.max(adults.length / wanted, 1)
  const homes: Home[] = []
  const placed = new Set<Person>()
  const join = (p: Person, home: Home, relation: string) => {
    Object.assign(p, { household: home.head.household, relation })
    home.members++
    placed.add(p)
  }
  for (let i = 0; homes.length < wanted && i < adults.length * 2; i += step) {
    const at = adults.slice(Math.floor(i % adults.length), Math.floor(i % adults.length) + Math.ceil(step) + 3)
    const head = at.find((p) => p.male && !placed.has(p)) ?? at.find((p) => !placed.has(p))
    if (!head) continue
    head.household = last + homes.length + 1
    placed.add(head)
    homes.push({ head, members: 1 })
  }
  if (homes.length === 0 && village[0]) homes.push({ head: Object.assign(village[0], { household: last + 1 }), members: 1 })
  let w = 0
  for (const home of homes.filter((h) => h.head.male && h.head.married)) {
    while (w < women.length && (placed.has(women[w]!) || women[w]!.birth < home.head.birth - 1500)) w++
    if (w < women.length && women[w]!.birth < home.head.birth + 5500) join(women[w++]!, home, '1')
  }
  let turn = 0
  const next = (fits: (h: Home) => boolean): Home => {
    for (let k = 0; k < homes.length; k++) {
      const home = homes[turn++ % homes.length]!
      if (fits(home)) return home
    }
    return homes[turn++ % homes.length]!
  }
  for (const p of village) {
    if (placed.has(p) || p === homes[0]?.head) continue
    const a = age(p)
    const gap = (h: Home) => age(h.head) - a
    const parents = next((h) => h.members < 6 && (a < 24 ? gap(h) >= 21 && gap(h) <= 42 : Math.abs(gap(h)) >= 20))
    join(p, parents, gap(parents) >= 45 ? '4' : gap(parents) > 15 ? (p.male ? '2' : '3') : gap(parents) < -15 ? '5' : '8')
  }
  return last + homes.length
}
