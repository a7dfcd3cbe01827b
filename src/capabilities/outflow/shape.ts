import type { Text } from '../../kernel/grammar/texts.ts'

/** 就医地 outside the county: 2 in the prefecture, 3 in the province, 4 beyond it. */
export type Place = '2' | '3' | '4'
/** Which of the three years of the window: 0 is the earliest. */
export type Year = 0 | 1 | 2

/** An inpatient settlement of the county's insured outside the county. Money in fen; `disease` is an ICD-10 category, '' where there is no code. */
export type Away = {
  year: Year
  disease: string
  place: Place
  organization: string
  person: string
  /** Where he lived on that day (nine digits) and how old he was, if anybody knows. */
  township: string | null
  age: number | null
  totalFen: number
  fundFen: number
  selfFen: number
}
/** Inpatient settlements in the county, counted. */
export type Home = { year: Year; disease: string; cases: number }
/** Person-years of a township's residents in a year by age band (0: under 10 … 8: 80 and over). */
export type Living = { year: Year; township: string; band: number; years: number }

/** What left in a year: admissions, persons, money in fen; `all`: admissions with those that stayed in the county. */
export type Figures = { cases: number; persons: number; totalFen: number; fundFen: number; selfFen: number; all: number }
/** A disease, a place, an institution over the three years; `id` `*` are those of few persons together. `all` of a disease are its own admissions, else those of the county. */
export type Ranked = { id: string; name: Text; years: readonly [Figures, Figures, Figures] }
export type TownshipRate = {
  id: string
  name: Text
  cases: number
  persons: number
  personYears: number
  /** Admissions outside per 1 000 resident-years; null where nobody lives. */
  crude: number | null
  /** Directly standardised to the county's residents of the window. */
  adjusted: number | null
  /** Expected at the county's rates by age, and observed ÷ expected with its 95 % interval. */
  expected: number
  ratio: number | null
  low: number | null
  high: number | null
}
export type Reason = 'none' | 'general' | 'share'
export type Specialty = Ranked & {
  /** Why it counts as lacking: no such department; only the subject above it; too few of its admissions stay. Empty: it does not. */
  reasons: readonly Reason[]
  /** Institutions of the county with such a department. */
  at: readonly string[]
  /** Share of its admissions that stayed in the county in the window, percent. */
  stayed: number | null
  /** The foremost of those that lack: 3–4 are to be chosen. */
  suggested?: true
}

export type OutflowQuestion = {
  by: 'category' | 'chapter'
  place?: Place | undefined
  institution?: string | undefined
  township?: string | undefined
  disease?: string | undefined
}
/** GET /api/outflow */
export type Outflow = {
  /** First and last month of each year. */
  years: readonly (readonly [from: string, to: string])[]
  total: Ranked['years']
  diseases: readonly Ranked[]
  places: readonly Ranked[]
  institutions: readonly Ranked[]
  townships: readonly TownshipRate[]
  specialties: readonly Specialty[]
  /** Admissions outside without a code, without a known township, without a known age; null: too few to say. */
  unknown: { disease: number | null; township: number | null; age: number | null }
  /** Below this share of admissions that stay a specialty counts as lacking, percent. */
  below: number
  /** Too few persons to show anything. */
  suppressed?: true
  /** Who asks may not see persons: whole years of everything, nothing narrowed, no specialties. */
  wholeOnly?: true
}
