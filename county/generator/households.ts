/** Households of 2.67 persons on average (census 2020, calibration 17.1): couples, children with parents of a fitting age, old people with them or alone. */
import { ageOn } from './calendar.ts'
import type { Person } from './person.ts'
import type { Setting } from './setting.ts'

const SIZE = 2.67
/** How large a household may grow: most stay small. */
const ROOM = [1, 2, 2, 3, 3, 4, 5, 6]

/** Gives everybody a household number and a relation to its head. */
export function makeHouseholds({ window, random }: Setting, people: readonly Person[]) {
  const r = random('households')
  const villages = new Map<number, Person[]>()
  for (const p of people) {
    const list = villages.get(p.village.index)
    if (list) list.push(p)
    else villages.set(p.village.index, [p])
  }
  let number = 0
  for (const village of villages.values()) {
    const homes = headsOf(village, window.last).map((head) => ({ head, room: r.pick(ROOM), members: 1 }))
    for (const { head } of homes) Object.assign(head, { household: ++number, relation: '0' })
    settle(village, homes, window.last)
  }
}

type Home = { head: Person; room: number; members: number }

/** As many heads as there are households, of all ages, men where there is one. */
function headsOf(village: readonly Person[], today: number): Person[] {
  const wanted = Math.max(Math.round(village.length / SIZE), 1)
  const adults = village.filter((p) => ageOn(p.birth, today) >= 24).toSorted((a, b) => a.birth - b.birth || a.index - b.index)
  const heads = new Set<Person>()
  for (let i = 0; i < wanted && heads.size < adults.length; i++) {
    const from = Math.floor((i * adults.length) / wanted)
    const near = adults.slice(from, Math.floor(((i + 1) * adults.length) / wanted))
    const head = near.find((p) => p.male) ?? near[0]
    if (head) heads.add(head)
  }
  if (heads.size === 0 && village[0]) heads.add(village[0])
  return [...heads]
}

function settle(village: readonly Person[], homes: Home[], today: number) {
  const placed = new Set(homes.map((h) => h.head))
  const join = (p: Person, home: Home, relation: string) => {
    Object.assign(p, { household: home.head.household, relation })
    home.members++
    placed.add(p)
  }
  const wives = village.filter((p) => !p.male && p.married && !placed.has(p)).toSorted((a, b) => a.birth - b.birth || a.index - b.index)
  let w = 0
  for (const home of homes.filter((h) => h.head.male && h.head.married && h.room > 1)) {
    while (w < wives.length && wives[w]!.birth < home.head.birth - 1500) w++
    if (w < wives.length && wives[w]!.birth < home.head.birth + 5500) join(wives[w++]!, home, '1')
  }
  let turn = 0
  const next = (fits: (h: Home) => boolean): Home | undefined => {
    for (let k = 0; k < homes.length; k++) {
      const home = homes[turn++ % homes.length]!
      if (fits(home)) return home
    }
    return undefined
  }
  for (const p of village) {
    if (placed.has(p)) continue
    const gap = (h: Home) => (p.birth - h.head.birth) / 365.25
    const child = ageOn(p.birth, today) < 24
    const kin = (h: Home) => (child ? gap(h) >= 21 && gap(h) <= 42 : Math.abs(gap(h)) >= 20)
    const home =
      next((h) => h.members < h.room && kin(h)) ??
      next((h) => h.members < h.room) ??
      next((h) => h.members < 7 && kin(h)) ??
      homes[turn++ % homes.length]!
    join(p, home, relationTo(p, gap(home)))
  }
}

/** By the years a person is younger than the head. */
function relationTo(p: Person, younger: number): string {
  if (younger >= 45) return '4'
  if (younger > 15) return p.male ? '2' : '3'
  return younger < -15 ? '5' : '8'
}
