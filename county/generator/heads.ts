/** What only counting heads can tell: persons who were admitted, each once; the living and the dead by age. */
import { dayText, type Month } from './calendar.ts'
import { here, type Person } from './person.ts'
import type { Setting } from './setting.ts'

/**
 * Persons, each once a period: discharged from an institution of the county; with an inpatient settlement, in the county, wherever; with one, wherever, while he
 * stood in a chronic register on the day of admission; and with one in the county while he did.
 */
export const personMeasures = ['dischargedIn', 'settledIn', 'settled', 'registeredSettled', 'registeredSettledIn'] as const
export type PersonMeasure = (typeof personMeasures)[number]
/** Underlying causes: I00–I99, C00–C97, J30–J98, E10–E14 (the four chronic diseases of premature mortality), all others. */
export const causeGroups = ['circulatory', 'cancer', 'respiratory', 'diabetes', 'other'] as const
type CauseGroup = (typeof causeGroups)[number]

export type HeadsTruth = {
  /** By measure, period (a calendar year as far as the window holds it; `last12`: the last twelve months) and unit (township code, `county`). */
  persons: Record<PersonMeasure, Record<string, Record<string, number>>>
  ages: {
    /** Residents on the last day of June, December and the window, by month; five-year groups from 0–4 to 85 and over. */
    population: Record<string, number[]>
    /** Deaths of residents by year and cause, same groups. */
    deaths: Record<string, Record<CauseGroup, number[]>>
  }
}
export type Heads = {
  seen: (what: PersonMeasure, person: Person, month: number) => void
  living: (people: readonly Person[], month: Month) => void
  died: (person: Person) => void
  truth: () => HeadsTruth
}

const groupOf = (cause: string): CauseGroup =>
  cause.startsWith('I')
    ? 'circulatory'
    : /^C([0-8]\d|9[0-7])/.test(cause)
      ? 'cancer'
      : /^J([3-8]\d|9[0-8])/.test(cause)
        ? 'respiratory'
        : /^E1[0-4]/.test(cause)
          ? 'diabetes'
          : 'other'

/** Whole years by the calendar, as registers count them. */
function yearsOn(birth: number, day: number): number {
  const [born, now] = [dayText(birth), dayText(day)]
  return Number(now.slice(0, 4)) - Number(born.slice(0, 4)) - (now.slice(5) < born.slice(5) ? 1 : 0)
}
const bands = () => Array<number>(18).fill(0)
const bandOf = (birth: number, day: number) => Math.min(Math.floor(yearsOn(birth, day) / 5), 17)

export function heads({ window }: Setting): Heads {
  const sets = new Map<string, Set<number>>()
  const population: Record<string, number[]> = {}
  const deaths: HeadsTruth['ages']['deaths'] = {}
  const last = window.months.length - 1
  return {
    seen(what, { index, village }, month) {
      const text = window.months[month]?.text
      if (text === undefined) return
      for (const period of [text.slice(0, 4), ...(month > last - 12 ? ['last12'] : [])])
        for (const unit of [village.township, 'county']) {
          const key = `${what}|${period}|${unit}`
          const set = sets.get(key) ?? new Set()
          sets.set(key, set.add(index))
        }
    },
    living(people, { text, last: day, index }) {
      if (index !== last && !/-(06|12)$/.test(text)) return
      const counts = bands()
      for (const p of people) if (here(p, day)) counts[bandOf(p.birth, day)]!++
      population[text] = counts
    },
    died({ birth, death }) {
      if (!death) return
      const year = dayText(death.day).slice(0, 4)
      deaths[year] ??= Object.fromEntries(causeGroups.map((group) => [group, bands()])) as Record<CauseGroup, number[]>
      deaths[year][groupOf(death.cause)][bandOf(birth, death.day)]!++
    },
    truth() {
      const persons = Object.fromEntries(personMeasures.map((m) => [m, {}])) as HeadsTruth['persons']
      for (const [key, set] of [...sets].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const [what, period, unit] = key.split('|') as [PersonMeasure, string, string]
        persons[what][period] ??= {}
        persons[what][period][unit] = set.size
      }
      return { persons, ages: { population, deaths } }
    },
  }
}
