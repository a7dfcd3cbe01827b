/** Who has which long illness since when, and who is registered for it (calibration 17.4, 17.5). */
import { ageOn } from './calendar.ts'
import { evenly, type Quota, quota } from './chance.ts'
import { type ChronicKey, type Illness, NEVER, type Person } from './person.ts'
import type { Institution, Kind } from './places.ts'
import type { Setting } from './setting.ts'

type Disease = {
  key: ChronicKey
  word: string
  code: string
  department: string
  /** Share at an age before it is held to `prevalence`. */
  at: (age: number) => number
  /** From which age the prevalence is told, and how large it is for men and women; without it the curve stands as it is. */
  from: number
  prevalence?: readonly [men: number, women: number]
  registered: number
  /** Share of follow-ups with a good result. */
  controlled: number
  /** Days between follow-ups of those who are managed by the rules. */
  every: number
}

const line = (from: number, low: number, to: number, high: number) => (age: number) =>
  age < from ? 0 : low + ((high - low) * Math.min(age - from, to - from)) / (to - from)

/** Hypertension: adults 31.6 %, rural 33.7 %, men 36.8 % (2020–22); diabetes ≈ 12 %, COPD of 40 and over 13.6 %; stroke 1 471 of 100 000 (2019). The rest [U]. */
export const diseases: readonly Disease[] = [
  {
    ...{ key: 'HTN', word: '高血压', code: 'I10.x00x002', department: '心血管内科', from: 18, prevalence: [0.362, 0.289] },
    ...{ at: (age) => (age < 18 ? 0 : age < 30 ? 0.02 + 0.0025 * (age - 18) : line(30, 0.05, 75, 0.65)(age)) },
    ...{ registered: 0.35, controlled: 0.62, every: 84 },
  },
  {
    ...{
      key: 'DM',
      word: '2型糖尿病',
      code: 'E11.900',
      department: '内科',
      from: 18,
      prevalence: [0.124, 0.118],
      at: line(20, 0.005, 75, 0.22),
    },
    ...{ registered: 0.35, controlled: 0.55, every: 84 },
  },
  {
    ...{
      key: 'COPD',
      word: '慢阻肺',
      code: 'J44.900',
      department: '内科',
      from: 40,
      prevalence: [0.17, 0.102],
      at: line(40, 0.05, 75, 0.24),
    },
    ...{ registered: 0.2, controlled: 0.6, every: 170 },
  },
  {
    ...{ key: 'CHD', word: '冠心病', code: 'I25.103', department: '心血管内科', from: 30, at: line(30, 0.001, 75, 0.16) },
    ...{ registered: 0.12, controlled: 0.7, every: 170 },
  },
  {
    ...{
      key: 'STROKE',
      word: '脑卒中',
      code: 'I69.300',
      department: '神经内科',
      from: 0,
      prevalence: [0.0165, 0.0128],
      at: line(35, 0.002, 80, 0.09),
    },
    ...{ registered: 0.4, controlled: 0.7, every: 170 },
  },
  {
    ...{ key: 'CANCER', word: '恶性肿瘤', code: 'C34.900', department: '内科', from: 20, at: line(25, 0.001, 75, 0.035) },
    ...{ registered: 0.35, controlled: 0.6, every: 170 },
  },
  {
    ...{ key: 'SMI', word: '严重精神障碍', code: 'F20.900', department: '内科', from: 18, at: line(18, 0.003, 40, 0.006) },
    ...{ registered: 0.85, controlled: 0.75, every: 84 },
  },
] satisfies Disease[]
export const diseaseOf = (key: ChronicKey): Disease => diseases.find((d) => d.key === key)!

const TUMOURS = ['C34.900', 'C16.900', 'C15.900', 'C50.900', 'C18.900', 'C22.900', 'C73.x00']
/** Where the chronically ill have their regular doctor. */
const REGULAR: readonly (readonly [Kind, number])[] = [
  ['clinic', 26],
  ['township', 32],
  ['hospital', 26],
  ['tcm', 9],
  ['outside', 7],
]

/** Gives long illnesses to people who do not yet have them from an event; onset lies in the window for some. */
export function makeChronic(setting: Setting, people: readonly Person[]) {
  const { window, random } = setting
  const r = random('chronic')
  const places = quota(REGULAR)
  for (const disease of diseases)
    for (const male of [true, false]) {
      const group = people.filter((p) => p.male === male && p.resident)
      const ages = group.map((p) => ageOn(p.birth, Math.min(window.last, p.until)))
      const draw = evenly(r)
      const factor = factorOf(disease, male, group, ages)
      group.forEach((p, i) => {
        const likely = disease.at(ages[i]!) * factor
        if (likely === 0 || p.illnesses.some((x) => x.key === disease.key) || !draw(Math.min(likely, 0.95))) return
        const years = Math.min(18, Math.max(ages[i]! - 17, 1))
        const onset = Math.min(window.last, p.until - 1) - Math.floor(r.unit() * years * 365)
        p.illnesses.push(illnessOf(setting, r, places, p, disease, onset))
      })
    }
}

type Draw = ReturnType<Setting['random']>
function illnessOf(setting: Setting, r: Draw, places: Quota<Kind>, p: Person, { key, code, department }: Disease, onset: number): Illness {
  const kind = places.next(r, (k) => k !== 'clinic' || p.village.clinic !== undefined)
  const own = key !== 'CANCER' ? code : p.male ? r.pick(TUMOURS.filter((c) => c !== 'C50.900')) : r.pick(TUMOURS)
  return { key, code: own, department, onset, place: placeFor(setting, r, p, kind) }
}

/** The institution of a kind that serves a person. */
export function placeFor({ places }: Setting, r: Draw, p: Person, kind: Kind): Institution {
  if (kind === 'clinic') return p.village.clinic ?? p.village.centre
  if (kind === 'township') return p.village.centre
  if (kind === 'outside') {
    const u = r.unit()
    return r.pick(places.outside(u < 0.68 ? 2 : u < 0.94 ? 3 : 4))
  }
  return places.one(kind)
}

/** What the curve is multiplied by, so that the prevalence among those alive at the end comes out; those ill already count. */
function factorOf(disease: Disease, male: boolean, group: readonly Person[], ages: readonly number[]): number {
  if (!disease.prevalence) return 1
  let [living, already, expected] = [0, 0, 0]
  group.forEach((p, i) => {
    if (p.until !== NEVER || ages[i]! < disease.from) return
    living++
    if (p.illnesses.some((x) => x.key === disease.key)) already++
    else expected += disease.at(ages[i]!)
  })
  const wanted = disease.prevalence[male ? 0 : 1] * living
  return expected > 0 ? Math.max(wanted - already, 0) / expected : 0
}
