import type { Text } from '../../kernel/grammar/texts.ts'
import { admissions, ranked } from './ranking.ts'
import type { Away, Home, Reason, Specialty } from './shape.ts'
import { subjectOf } from './specialties.ts'
import { firstLevel, type Subject, subjects } from './subjects.ts'

/** A department of the county with its code of 诊疗科目, and its institution's name. */
export type Department = { subject: string; institution: string }

/** How many weak specialties a hospital chooses: "综合确定县级医院薄弱专科（3-4个）" (辽宁省全面提升县级医院综合能力工程实施方案 2019–2020，二(一)2). */
const chosen = 4
const unplaced: Text = ['不归专科（症状、无编码等）', 'No specialty (symptoms, no code)']

/**
 * What left by the specialty that would treat it. A specialty counts as lacking when no institution of the county has a department of its code (`none`; `general`: only
 * of the first-level subject above it), or when less than `below` percent of its admissions stay in the county (`share`). Suggested are those of which
 * too few stay, then those without a department, each by admissions outside.
 * @param away what is asked for; `everywhere`: all that left, to which shares are taken
 */
export function specialties(
  { away, everywhere, home }: { away: readonly Away[]; everywhere: readonly Away[]; home: readonly Home[] },
  departments: readonly Department[],
  below: number,
  hidden: (id: string) => string = (id) => id,
): Specialty[] {
  const key = (disease: string) => hidden(subjectOf(disease) ?? '')
  const all = admissions(everywhere, home, key)
  const stayedAt = admissions([], home, key)
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
  const rows = ranked(
    away,
    ({ disease }) => key(disease),
    (id) => subjects[id as Subject] ?? unplaced,
    all,
  )
  const found = rows.map((row): Specialty => {
    const subject = row.id in subjects ? (row.id as Subject) : undefined
    const stayed = sum(all(row.id)) ? (sum(stayedAt(row.id)) / sum(all(row.id))) * 100 : null
    const at = subject ? have(departments, subject) : []
    const reasons: Reason[] = subject && !at.length ? [hasGeneral(departments, subject) ? 'general' : 'none'] : []
    if (subject && stayed !== null && stayed < below) reasons.push('share')
    return { ...row, at, stayed, reasons }
  })
  const leaving = found.filter(({ reasons }) => reasons.includes('share'))
  const lacking = found.filter(({ reasons }) => reasons.length && !reasons.includes('share'))
  const first = new Set([...leaving, ...lacking].slice(0, chosen))
  return found.map((row) => (first.has(row) ? { ...row, suggested: true as const } : row))
}

/** Institutions with a department of the code; a first-level subject is had by one of its second level too. */
const have = (departments: readonly Department[], subject: Subject) => [
  ...new Set(
    departments
      .filter(({ subject: code }) => code === subject || (subject.length === 2 && code.startsWith(`${subject}.`)))
      .map(({ institution }) => institution),
  ),
]
const hasGeneral = (departments: readonly Department[], subject: Subject) =>
  departments.some(({ subject: code }) => code === firstLevel(subject))
