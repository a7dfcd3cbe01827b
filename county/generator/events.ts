/** What strikes: strokes, heart attacks, severe injuries, chest pain; with their way through the county (calibration 17.4). */
import type { Random } from '../demo/random.ts'
import type { Plans } from './agenda.ts'
import { ageOn } from './calendar.ts'
import { portions, shuffle } from './chance.ts'
import { diseaseOf } from './chronic.ts'
import { caseOf } from './inpatient.ts'
import { here, type Person } from './person.ts'
import type { Setting } from './setting.ts'

export type Strike = { kind: 'stroke' | 'infarction' | 'trauma'; code: string; person: Person; day: number; fatal: boolean }

/** In 100 000 person-years: stroke 201 of which ischaemic 145, haemorrhagic 45, the rest subarachnoid (2019, [C]); heart attack 70, severe injury 40 [U]. */
const RATES = { stroke: 201, infarction: 70, trauma: 40 } as const
const CODES = {
  stroke: [
    ['I63.900', 145],
    ['I61.900', 45],
    ['I60.900', 11],
  ],
  infarction: [
    ['I21.900', 1],
    ['I21.400', 1],
  ],
  trauma: [
    ['S06.300', 3],
    ['T07.x00', 2],
    ['S72.300', 2],
    ['S36.000', 1],
  ],
} as const
/** Who is struck, by age: weight from each age on. */
const weights = { stroke: [0, 0.02, 0.3, 1.6, 5, 8], infarction: [0, 0.02, 0.3, 1.4, 4, 7], trauma: [0.2, 1, 1.2, 1.2, 1, 0.8] } as const
const bandOf = (age: number) => (age < 15 ? 0 : age < 35 ? 1 : age < 50 ? 2 : age < 60 ? 3 : age < 75 ? 4 : 5)

/** All strikes of the window; part of those who die of one die within two weeks of it. */
export function strikesOf(setting: Setting, people: readonly Person[]): Strike[] {
  const r = setting.random('strikes')
  return (['stroke', 'infarction', 'trauma'] as const).flatMap((kind) => strikesOfOne(setting, r, kind, people))
}

function strikesOfOne({ residents, window }: Setting, r: Random, kind: Strike['kind'], people: readonly Person[]): Strike[] {
  const wanted = Math.round((RATES[kind] / 100_000) * residents * window.years)
  const counts = portions(
    wanted,
    CODES[kind].map(([, weight]) => weight),
  )
  const codes = shuffle(
    r,
    CODES[kind].flatMap(([code], i) => Array<string>(counts[i]!).fill(code)),
  )
  /** The first code left that fits: as many of each as the statistics say. */
  const takeCode = (fits: (code: string) => boolean) => codes.splice(codes.findIndex(fits), 1)[0]!
  const fatal: Strike[] = []
  for (const person of people) {
    const fits = (code: string) => kind === 'trauma' || code.slice(0, 3) === person.death?.cause.slice(0, 3)
    if (!person.death || !causes[kind].test(person.death.cause) || fatal.length >= wanted * 0.4 || r.unit() > 0.3 || !codes.some(fits))
      continue
    const day = Math.max(person.death.day - Math.floor(14 * r.unit() ** 2), person.from, window.first)
    fatal.push({ kind, code: takeCode(fits), person, day, fatal: true })
  }
  const living = people.filter((p) => p.resident && !p.death)
  let total = 0
  const sums = Float64Array.from(living, (p) => {
    total += weights[kind][bandOf(ageOn(p.birth, window.last))]!
    return total
  })
  const n = codes.length
  const offset = r.unit()
  const days = shuffle(
    r,
    Array.from({ length: n }, (_, i) => window.first + Math.floor(((i + r.unit()) * (window.last + 1 - window.first)) / n)),
  )
  const surviving = Array.from({ length: n }, (_, i): Strike => {
    const person = living[find(sums, ((i + offset) / n) * total)]!
    const day = here(person, days[i]!) ? days[i]! : Math.max(person.from + 1, Math.min(person.until - 1, days[i]!), window.first)
    return { kind, code: takeCode(() => true), person, day, fatal: false }
  })
  return [...fatal, ...surviving]
}
const causes = { stroke: /^I6[013]/, infarction: /^I21/, trauma: /^[VW]/ }

function find(sums: Float64Array, x: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const mid = (low + high) >> 1
    if (sums[mid]! > x) high = mid
    else low = mid + 1
  }
  return low
}

/** Emergency visit, stay, perhaps a transfer out of the county and a way back to the township; survivors of a stroke or heart attack stay ill. */
export function planStrikes(setting: Setting, strikes: readonly Strike[], plans: Plans) {
  const { places } = setting
  const r = setting.random('strike plans')
  const hospital = places.one('hospital')
  for (const { kind, code, person, day, fatal } of strikes) {
    const direct = !fatal && r.unit() < 0.14
    const at = direct ? r.pick(places.outside(r.unit() < 0.7 ? 2 : 3)) : r.unit() < 0.9 ? hospital : places.one('tcm')
    const illness = { ...stays[kind](direct), code }
    const sendTo = !direct && !fatal && r.unit() < 0.13 ? places.outside(r.unit() < 0.7 ? 2 : 3)[0]! : undefined
    if (fatal && r.unit() < 0.3)
      plans.visits.add(day, { person, at: hospital, reason: { code, department: '急诊科' }, urgent: true, again: false })
    else plans.stays.add(day, { person, at, illness, way: '1', ...(sendTo ? { sendTo, days: r.whole(1, 2) } : {}) })
    if (fatal || kind === 'trauma') continue
    const { key, code: after, department } = diseaseOf(kind === 'stroke' ? 'STROKE' : 'CHD')
    if (!person.illnesses.some((x) => x.key === key))
      person.illnesses.push({ key, code: after, department, onset: day, place: r.unit() < 0.5 ? person.village.centre : hospital })
  }
}
const stays = {
  stroke: (out: boolean) => caseOf('I63.900', out ? 'outside' : 'hospital'),
  infarction: (out: boolean) => (out ? caseOf('I21.900', 'outside') : { ...caseOf('I25.103', 'hospital'), yuan: 9500 }),
  trauma: (out: boolean) => caseOf(out ? 'S06.500' : 'S06.300', out ? 'outside' : 'hospital'),
}

/** Chest pain at the emergency department that was no heart attack: 350 in 100 000 person-years [U]. */
export function planChestPain({ residents, window, places, random }: Setting, people: readonly Person[], plans: Plans) {
  const r = random('chest pain')
  const adults = people.filter((p) => p.resident && ageOn(p.birth, window.last) >= 35)
  const reason = { code: 'R07.400', department: '急诊科' }
  for (let i = Math.round(0.0035 * residents * window.years); i > 0; i--) planOne(r)
  function planOne(draw: Random) {
    const person = draw.pick(adults)
    const day = draw.whole(window.first, window.last)
    if (here(person, day)) plans.visits.add(day, { person, at: places.one('hospital'), reason, urgent: true, again: false })
  }
}
