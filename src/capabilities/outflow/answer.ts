import type { Text } from '../../kernel/grammar/texts.ts'
import { type Department, specialties } from './lacking.ts'
import { admissions, classOf, isMeant, narrowed, ranked } from './ranking.ts'
import { townshipRates } from './rates.ts'
import type { Away, Home, Living, Outflow, OutflowQuestion, Ranked } from './shape.ts'
import { toldCount, tooFew, townshipsWithoutFew, withoutFew } from './small.ts'

/** What is known of three years: everything that left, what stayed (of the township that is asked for), who lived where, which departments there are. */
export type Facts = { away: readonly Away[]; home: readonly Home[]; living: readonly Living[]; departments: readonly Department[] }
export type Names = {
  disease: (id: string) => Text
  place: (id: string) => Text
  institution: (id: string) => Text
  township: (id: string) => Text
}

const same = (id: string) => id
const none = { cases: 0, persons: 0, totalFen: 0, fundFen: 0, selfFen: 0, all: 0 }

/** The ranking of what leaves the county, as the question narrows it; `shy`: for somebody who may not see persons. */
export function outflowOf(
  facts: Facts,
  question: OutflowQuestion,
  names: Names,
  { years, below, shy }: Pick<Outflow, 'years' | 'below'> & { shy: boolean },
): Outflow {
  const { township, disease, by } = question
  const away = narrowed(facts.away, question)
  const everywhere = narrowed(facts.away, { by, township, disease })
  const home = facts.home.filter((row) => isMeant(row.disease, disease))
  const whole = admissions(everywhere, home, () => '')('')
  const listed = <R extends Ranked>(rank: (name: (id: string) => string) => R[]) => (shy ? withoutFew(rank) : rank(same))
  const diseases = listed((name) => {
    const key = (code: string) => name(classOf(code, by))
    return ranked(away, (row) => key(row.disease), names.disease, admissions(everywhere, home, key))
  })
  const plain = (of: (row: Away) => string, nameOf: (id: string) => Text) =>
    listed((name) =>
      ranked(
        away,
        (row) => name(of(row)),
        nameOf,
        () => whole,
      ),
    )
  const asked = question.place ?? question.institution ?? township ?? disease
  const found = listed((name) => specialties({ away, everywhere, home }, facts.departments, below, name))
  // what is to be chosen is a matter of everything that leaves, not of a part of it
  const weak = asked ? found.map(({ suggested: _, ...row }) => row) : found
  // years of which nothing was brought in have no person-years either
  const known = new Set([...facts.away, ...facts.home].map(({ year }) => year))
  const living = facts.living.filter(({ year }) => known.has(year))
  const rates = townshipRates(away, living, names.township)
  const total = ranked(
    away,
    () => '',
    names.disease,
    () => whole,
  )[0]?.years ?? [none, none, none]
  const count = shy ? toldCount : (n: number) => n
  const unknown = {
    disease: count(away.filter((row) => !row.disease).length),
    township: count(away.filter((row) => row.township === null).length),
    age: count(away.filter((row) => row.township !== null && row.age === null).length),
  }
  if (shy && tooFew(total))
    return {
      ...{ years, below, unknown, total: [none, none, none], suppressed: true },
      ...{ diseases: [], places: [], institutions: [], townships: [], specialties: [] },
    }
  return {
    ...{ years, below, unknown, total, diseases, specialties: weak },
    places: plain(({ place }) => place, names.place),
    institutions: plain(({ organization }) => organization, names.institution),
    townships: shy ? townshipsWithoutFew(rates) : rates,
  }
}
