import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { inventedName } from './names.ts'
import { type Random, random } from './random.ts'
import type { DemoCounty } from './types.ts'

export type Resident = {
  idCard: string
  name: string
  sex: 'male' | 'female'
  birthDate: string /** 12-digit village or neighbourhood */
  village: string
}

/**
 * Invented residents with the county's ages, sexes and villages. The same county, count, end and seed give the same people; identity numbers are unique and differ from every practitioner's
 * up to about 1.5 million residents (199 a day of birth and sex).
 */
export function demoResidents({ county }: DemoCounty, count: number, end: string, seed: number): Resident[] {
  const r = random(seed)
  const villages = county.divisions.filter((d) => d.code.length === 12)
  const homes = villages.flatMap((v) => Array<string>(Math.ceil(v.population / 20)).fill(v.code))
  const bands = county.population.ages.flatMap((a) => Array<[number, number]>(Math.round(a.share * 1000)).fill([a.from, a.to ?? 100]))
  const born = new Map<string, number>()
  return Array.from({ length: count }, () => {
    const sex = r.unit() < county.population.maleShare ? 'male' : 'female'
    const birthDate = birthday(r, r.pick(bands), end)
    const n = (born.get(birthDate) ?? 0) + 1
    born.set(birthDate, n)
    const idCard = makeIdCard(county.code, birthDate, n * 2 + (sex === 'male' ? 1 : 0))
    return { idCard, name: inventedName(r, sex), sex, birthDate, village: r.pick(homes) }
  })
}

/** A day of birth for an age in the band at `end`; in the open last band the old grow rarer towards 100. */
function birthday(r: Random, [from, to]: [number, number], end: string): string {
  const years = to === 100 ? from + 35 * r.unit() ** 1.8 : from + (to + 1 - from) * r.unit()
  return new Date(Date.parse(end) - years * 365.2425 * 86_400_000).toISOString().slice(0, 10)
}
