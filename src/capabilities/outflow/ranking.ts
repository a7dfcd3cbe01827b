import type { Text } from '../../kernel/grammar/texts.ts'
import { chapterOf } from './chapters.ts'
import type { Away, Figures, Home, OutflowQuestion, Ranked, Year } from './shape.ts'

export type Years = [Figures, Figures, Figures]
type Counts = [number, number, number]
const nothing = (): Figures => ({ cases: 0, persons: 0, totalFen: 0, fundFen: 0, selfFen: 0, all: 0 })
const each = [0, 1, 2] as const satisfies readonly Year[]

/** The code a disease is ranked under. */
export const classOf = (disease: string, by: OutflowQuestion['by']) => (by === 'chapter' ? chapterOf(disease) : disease)

/** Whether a disease is meant: a category (`C34`), or a chapter by its range (`C00-D48`). */
export const isMeant = (disease: string, asked: string | undefined) => !asked || disease === asked || chapterOf(disease) === asked

/** Of what left, what is asked for. */
export const narrowed = (away: readonly Away[], { place, institution, township, disease }: OutflowQuestion): Away[] =>
  away.filter(
    (row) =>
      (!place || row.place === place) &&
      (!institution || row.organization === institution) &&
      (!township || row.township === township) &&
      isMeant(row.disease, disease),
  )

/** Admissions by a class of diseases, wherever they were: those that left for anywhere, and those that stayed. */
export function admissions(away: readonly Away[], home: readonly Home[], key: (disease: string) => string): (id: string) => Counts {
  const sums = new Map<string, Counts>()
  const add = (disease: string, year: Year, cases: number) => {
    const id = key(disease)
    const sum = sums.get(id) ?? [0, 0, 0]
    sum[year] += cases
    sums.set(id, sum)
  }
  for (const { disease, year } of away) add(disease, year, 1)
  for (const { disease, year, cases } of home) add(disease, year, cases)
  return (id) => sums.get(id) ?? [0, 0, 0]
}

/** What left by a key, over the three years, most admissions first; `all` gives the admissions to which those of a key are compared. */
export function ranked(
  away: readonly Away[],
  key: (row: Away) => string,
  nameOf: (id: string) => Text,
  all: (id: string) => Counts,
): Ranked[] {
  const rows = new Map<string, { years: Years; persons: Set<string>[] }>()
  for (const one of away) {
    const id = key(one)
    const row = rows.get(id) ?? { years: [nothing(), nothing(), nothing()], persons: [new Set(), new Set(), new Set()] }
    rows.set(id, row)
    const sum = row.years[one.year]
    sum.cases++
    sum.totalFen += one.totalFen
    sum.fundFen += one.fundFen
    sum.selfFen += one.selfFen
    row.persons[one.year]?.add(one.person)
  }
  for (const [id, { years, persons }] of rows)
    for (const year of each) {
      years[year].persons = persons[year]?.size ?? 0
      years[year].all = all(id)[year]
    }
  return [...rows].map(([id, { years }]) => ({ id, name: nameOf(id), years })).sort(mostFirst)
}

/** Admissions that left in the three years. */
export const casesOf = ({ years }: Pick<Ranked, 'years'>) => years.reduce((n, { cases }) => n + cases, 0)
const mostFirst = (a: Ranked, b: Ranked) => casesOf(b) - casesOf(a) || (a.id < b.id ? -1 : 1)
