import { ageGroups } from './ages.ts'

/** A row of the population list, as far as counting needs it. */
export type Head = {
  at: string
  township: string
  township_name: string
  age: number
  sex: string
  kind: string
  persons: number
}
export type Counted = { male: number; female: number }
export type AgeRow = Counted & { word: string; from: number }

/** The rows of the newest day among those given; lists come newest first. */
export const newest = <R extends { at: string }>(rows: readonly R[]): readonly R[] => rows.filter(({ at }) => at === rows[0]?.at)

const sum = (rows: readonly Head[], sex: string) => rows.reduce((all, row) => all + (row.sex === sex ? row.persons : 0), 0)
const counted = (rows: readonly Head[]): Counted => ({ male: sum(rows, 'male'), female: sum(rows, 'female') })

/** Every age group, the empty ones too. */
export const byAge = (rows: readonly Head[]): AgeRow[] =>
  ageGroups.map(({ from, word }) => ({ word, from, ...counted(rows.filter((row) => row.age === from)) }))

/** Each township with its people, in the order of codes, and how many of them are young and old. */
export const byTownship = (rows: readonly Head[]) =>
  [...new Map(rows.map((row) => [row.township, row.township_name]))]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([township, name]) => ({ township, name, ...summary(rows.filter((row) => row.township === township)) }))

/** What is asked first of a population. Ages are those of five-year groups. */
export function summary(rows: readonly Head[]) {
  const { male, female } = counted(rows)
  const aged = (from: number, to = 200) => rows.reduce((all, row) => all + (row.age >= from && row.age <= to ? row.persons : 0), 0)
  return { male, female, total: male + female, children: aged(0, 14), sixty: aged(60), sixtyFive: aged(65) }
}
