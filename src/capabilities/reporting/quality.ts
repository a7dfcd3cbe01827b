import type { MeasureGroup } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { QualityRow } from './contract.ts'
import { texts } from './texts.ts'

/** One question to the rows of a month: how many there are (`of`) and how many fail. Both are parts of a measure group, so that a count opens onto its rows. */
export type Check = { group: string; fails: string; kind: 'completeness' | 'validity'; text: Text }

const counted = "f.state <> 'cancelled'"
/** Completeness and validity of what came in, by institution and month; every part but `rows` counts rows that fail. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'visit-quality',
    view: 'visit',
    list: 'visits',
    parts: {
      rows: { where: counted },
      noDiagnosis: { where: `${counted} and f.diagnosis is null and f.tcm is null` },
      noDepartment: { where: `${counted} and f.department_name is null` },
      noTotal: { where: `${counted} and f.total_fen is null` },
    },
  },
  {
    name: 'admission-quality',
    view: 'admission',
    list: 'admissions',
    parts: {
      rows: {},
      noDiagnosis: { where: 'f.diagnosis is null' },
      symptom: { where: "f.diagnosis >= 'R00' and f.diagnosis < 'S'" },
      noDepartment: { where: 'f.department_name is null' },
      noLevel: { where: 'f.operations > 0 and f.level is null' },
    },
  },
]
export const checks: readonly Check[] = [
  { group: 'visit-quality', fails: 'noDiagnosis', kind: 'validity', text: texts.standardDiagnosis },
  { group: 'visit-quality', fails: 'noDepartment', kind: 'completeness', text: texts.hasDepartment },
  { group: 'visit-quality', fails: 'noTotal', kind: 'completeness', text: texts.hasTotal },
  { group: 'admission-quality', fails: 'noDiagnosis', kind: 'validity', text: texts.standardDiagnosis },
  { group: 'admission-quality', fails: 'symptom', kind: 'validity', text: texts.noSymptom },
  { group: 'admission-quality', fails: 'noDepartment', kind: 'completeness', text: texts.hasDepartment },
  { group: 'admission-quality', fails: 'noLevel', kind: 'completeness', text: texts.hasLevel },
]

/** The group whose rows a check looks at. */
export const groupOf = (check: Check) => measures.find((m) => m.name === check.group)!
/** Rows there are and rows that fail a check at an institution. */
export const countsOf = ({ figures }: Pick<QualityRow, 'figures'>, { group, fails }: Check) => ({
  rows: figures[`${group}.rows`] ?? 0,
  failing: figures[`${group}.${fails}`] ?? 0,
})
