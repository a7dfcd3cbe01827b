/** How people die: ages, causes and places of rural China (calibration 17.4). */
import type { Random } from '../demo/random.ts'
import type { Plans } from './agenda.ts'
import { ageOn } from './calendar.ts'
import { portions, quota, shuffle } from './chance.ts'
import { type Case, caseOf } from './inpatient.ts'
import { type Death, NEVER, type Person } from './person.ts'
import { DEATHS } from './pyramid.ts'
import type { Setting } from './setting.ts'

/** First age, last age, weight among all deaths; infants so that 4.0 of 1 000 born die (2024, [C]). */
const AGES: readonly [number, number, number][] = [
  [0, 0, 0.293],
  [1, 14, 0.3],
  [15, 44, 4],
  [45, 59, 12],
  [60, 69, 19],
  [70, 79, 29.407],
  [80, 97, 35],
]
/** Code, weight, ages: circulation 48 %, cancer 23 %, respiration 9 %, injury 6.5 %, endocrine 3 % (rural China 2020). */
const CAUSES =
  `I63.900 9 45;I61.900 8 40;I69.300 6 50;I21.900 10 40;I25.103 10 50;I11.900 3 50;I50.900 2 60;C34.900 7 40;C16.900 5 40;C15.900 3 45;C22.900 3 35;C18.900 2 40;C50.900 1 35;C80.900 2 30;` +
  `J44.900 6 55;J18.900 3 1;V89.200 3 1;W19.x00 2 5;T60.000 1.5 18;E11.900 3 45;K74.600 2 35;K92.200 1 30;G30.900 2 70;N18.905 2 30;R54.x00 3 85;B18.100 .5 30;P07.300 .2 -1;Q24.900 .2 -1;A41.900 .6 0`
const DIRECT: readonly [RegExp, string][] = [
  [/^I6/, 'G93.500'],
  [/^I/, 'I46.900'],
  [/^J|^C34/, 'J96.000'],
  [/^C|^E|^N|^K/, 'R57.900'],
]

/** How many die in the window. */
export const lethal = ({ residents, window }: Setting) => Math.round(DEATHS * residents * window.years)

/** Day of birth, sex and day of death of each, spread evenly over the window. */
export function dyingAges({ window, random }: Setting, deaths: number): { birth: number; male: boolean; day: number }[] {
  const r = random('deaths')
  const counts = portions(
    deaths,
    AGES.map(([, , weight]) => weight),
  )
  const ages = shuffle(
    r,
    AGES.flatMap(([from, to], i) => Array.from({ length: counts[i]! }, () => from + (to + 1 - from) * r.unit())),
  )
  return ages.map((age, i) => {
    const day = window.first + Math.floor(((i + r.unit()) * (window.last + 1 - window.first)) / deaths)
    const birth = day - Math.round(age * 365.2425)
    const early = age < 1 && birth < window.first // an infant of the window, so that births stay what they are
    return { birth: early ? Math.max(window.first, day - r.whole(0, 20)) : birth, male: r.unit() < 0.57, day: day + 1 }
  })
}

/** Writes into each dying person what it dies of, where and when. Those who die in hospital are told by `at` 1; their last stay is planned with the others. */
export function deathsOf({ places, random }: Setting, people: readonly Person[]): Person[] {
  const r = random('causes')
  const causes = quota(
    CAUSES.split(';').map((line) => {
      const [code = '', weight, from] = line.split(' ')
      return [{ code, from: Number(from) }, Number(weight)] as const
    }),
  )
  const places1 = quota([
    ['3', 76],
    ['1', 15],
    ['2', 3],
    ['4', 3],
    ['9', 3],
  ] as const)
  const dying = people.filter((p) => p.until < NEVER && !p.movedOut)
  for (const p of dying) p.death = deathOf(r, p, causes, places1, places)
  return dying
}

function deathOf(
  r: Random,
  p: Person,
  causes: ReturnType<typeof quota<{ code: string; from: number }>>,
  where: ReturnType<typeof quota<Death['at']>>,
  places: Setting['places'],
): Death {
  const day = p.until - 1
  const age = ageOn(p.birth, day)
  const { code } = causes.next(r, (c) => (c.from < 0 ? age < 1 : age >= c.from && (age > 0 || c.from === 0)))
  const direct = DIRECT.find(([cause]) => cause.test(code))?.[1] ?? 'I46.900'
  const at = where.next(r)
  const hospital = places.one(r.unit() < 0.8 ? 'hospital' : 'tcm')
  return { day, minute: r.whole(0, 1439), cause: code, direct, at, institution: at === '1' || at === '2' ? hospital : p.village.centre }
}

/** What those who die in hospital lie there for at last. */
export function planLastStays({ random, window }: Setting, dying: readonly Person[], plans: Plans) {
  const r = random('last stays')
  for (const p of dying)
    if (p.death?.at === '1') {
      const day = Math.max(p.death.day - Math.floor(12 * r.unit() ** 1.5), p.from, window.first - 30)
      plans.stays.add(day, { person: p, at: p.death.institution, illness: lastIllness(p.death.cause), way: '1' })
    }
}
const LAST: readonly [RegExp, string][] = [
  [/^I6/, 'I63.900'],
  [/^I/, 'I50.900'],
  [/^C/, 'C34.900'],
  [/^J/, 'J18.900'],
  [/^[PQ]/, 'P23.900'],
  [/^E/, 'E11.200'],
  [/^[VWT]/, 'S06.300'],
  [/./, 'K92.200'],
]
function lastIllness(cause: string): Case {
  const base = caseOf(LAST.find(([code]) => code.test(cause))![1], 'hospital')
  return /^[VWTR]/.test(cause) ? base : { ...base, code: cause }
}
