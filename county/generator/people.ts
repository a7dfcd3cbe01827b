/** Everybody whose life touches the window: those alive at its end, the dead, those who moved away, and those registered here who live elsewhere. */
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { inventedName } from '../demo/names.ts'
import type { Random } from '../demo/random.ts'
import { ageOn, dayText } from './calendar.ts'
import { evenly, portions, shuffle } from './chance.ts'
import { dyingAges, lethal } from './deaths.ts'
import { makeHouseholds } from './households.ts'
import { ALWAYS, type Insurance, NEVER, type Person } from './person.ts'
import type { Village } from './places.ts'
import { type Born, pyramid } from './pyramid.ts'
import type { Setting } from './setting.ts'

/** Share of residents who come and of those who go in a year; share of residents registered here. */
const MOVES = 0.006
const REGISTERED = 0.93

/** Residents on the last day come first. */
export function peopleOf(setting: Setting): Person[] {
  const { residents, window, county, random } = setting
  const r = random('people')
  const deaths = lethal(setting)
  const dead = dyingAges(setting, deaths)
  const infants = dead.filter((d) => d.birth >= window.first).length
  const alive = pyramid(setting, infants)
  const moves = Math.round(MOVES * residents * window.years)
  const { resident, registered } = county.county.population
  const away = Math.max(Math.round((registered / resident - REGISTERED) * residents), 0)
  const grown = alive.filter((b) => ageOn(b.birth, window.last) >= 16)
  const another = (): Born => ({ ...r.pick(grown), male: r.unit() < 0.5106 })
  const make = maker(setting, r)
  const anyDay = () => r.whole(window.first, window.last)

  const people = shuffle(r, alive).map((b) => make(b, b.inWindow ? b.birth : ALWAYS))
  const comers = people.filter((p) => !p.born && ageOn(p.birth, window.last) >= 3)
  for (let i = 0; i < moves; i++) Object.assign(r.pick(comers), { from: anyDay(), movedIn: true })
  for (const { birth, male, day } of dead) {
    const p = make({ birth, male, inWindow: birth >= window.first }, birth >= window.first ? birth : ALWAYS)
    people.push(Object.assign(p, { until: day }))
  }
  for (let i = 0; i < moves; i++) people.push(Object.assign(make(another()), { until: anyDay(), movedOut: true }))
  for (let i = 0; i < away; i++) people.push(Object.assign(make(another()), { resident: false, registered: true }))
  people.forEach((p, index) => {
    p.index = index
    const sex = p.male ? '男' : '女'
    p.cells = [p.idCard, `P${String(index + 1).padStart(7, '0')}`, p.name, sex, dayText(p.birth)].join(',') // a flat string, unlike a template
  })
  makeHouseholds(setting, people)
  return people
}

function maker(setting: Setting, r: Random): (born: Born, from?: number) => Person {
  const { county, window } = setting
  const idCard = idCards(county.county.code, new Set(county.practitioners.map((p) => p.idCard)))
  const nextVillage = villagesInTurn(setting, r)
  const employee = evenly(r)
  const uninsured = evenly(r)
  const registered = evenly(r)
  return ({ birth, male, inWindow }, from = ALWAYS) => {
    const age = ageOn(birth, window.last)
    const village = nextVillage()
    const town = !village.clinic
    const works = age >= 20 && age < 60
    const insurance: Insurance =
      age >= 20 && employee(works ? (town ? 0.4 : 0.13) : town ? 0.3 : 0.06) ? 'employee' : uninsured(0.03) ? 'none' : 'resident'
    // one literal with every field: people of one shape are read fast
    return {
      index: 0,
      idCard: idCard(birth, male),
      name: inventedName(r, male ? 'male' : 'female'),
      male,
      birth,
      village,
      household: 0,
      relation: '0',
      married: age >= 23 && r.unit() < 0.82,
      insurance,
      poor: r.unit() < 0.05,
      resident: true,
      registered: registered(REGISTERED) > 0,
      from,
      until: NEVER,
      movedIn: false,
      movedOut: false,
      born: inWindow,
      death: undefined,
      illnesses: [],
      frailty: 1 + Math.floor(3 * r.unit() ** 2),
      busy: ALWAYS,
      cells: '',
    }
  }
}

/** Unique numbers: up to 499 a day of birth and sex, without those of the county's staff. */
function idCards(county: string, held: ReadonlySet<string>): (birth: number, male: boolean) => string {
  const counts = new Map<number, number>()
  return function next(birth, male): string {
    const key = birth * 2 + (male ? 1 : 0)
    const n = (counts.get(key) ?? 0) + 1
    counts.set(key, n)
    const card = makeIdCard(county, dayText(birth), n * 2 + (male ? 1 : 0))
    return held.has(card) ? next(birth, male) : card
  }
}

/** Villages by their population: a shuffled deck of exact shares, dealt again and again. */
function villagesInTurn({ places }: Setting, r: Random): () => Village {
  const counts = portions(
    2000,
    places.villages.map((v) => v.population),
  )
  const deck = places.villages.flatMap((v, i) => Array<Village>(counts[i]!).fill(v))
  let at = deck.length
  return () => {
    if (at === deck.length) {
      shuffle(r, deck)
      at = 0
    }
    return deck[at++]!
  }
}
