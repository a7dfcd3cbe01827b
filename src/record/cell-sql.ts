/** What is counted together: a measure group (kernel/grammar/measure.ts) as the record needs it. SQL fragments speak of the view's row as f. */
export type CellGroup = {
  name: string
  kind?: 'flow' | 'stock' | 'distinct'
  view: string
  where?: string
  parts: Readonly<Record<string, CellPart>>
  residence?: true | string
  nowhere?: true
  until?: string
  also?: readonly { view: string; reach?: number; at?: 'institution' }[]
  join?: string
  each?: string
  dims?: Readonly<Record<string, string>>
  outside?: 'counted'
}
export type CellPart = { where?: string; add?: string; from?: string; until?: string }

/** The dimension of residents as rows like those of a flat view. */
const residents = `(select county_id, person_id, valid_from as day, case when valid_to < 'infinity' then valid_to + 1 end as until, 0 as org_key,
  birth, sex, township, village, registered, insurance, died from resident_dim)`
export const byDimension = 'resident_dim'
export const tableOf = (view: string) => (view === byDimension ? residents : `flat_${view}`)

const bound = `left join person p on p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity'`
/** Where the person of a row lives on a day (alias d). */
const livesOn = (day: string) =>
  `left join resident_dim d on d.county_id = f.county_id and d.person_id = p.person_id and ${day} between d.valid_from and d.valid_to`

/** The same in one join, where nobody asks who it is: half the time of a pass over millions of rows. */
const livedOn = `left join (
    select b.patient_id, h.* from person b join resident_dim h on h.county_id = b.county_id and h.person_id = b.person_id where b.valid_to = 'infinity') d
  on d.county_id = f.county_id and d.patient_id = f.patient_id and f.day between d.valid_from and d.valid_to`

/** Whether a group asks for the person of a row (alias p). */
const personal = (group: CellGroup) =>
  group.kind === 'distinct' ||
  (group.residence === true && (group.kind === 'stock' || /\bp\./.test(JSON.stringify([group.join, group.where, group.parts]))))
/** The group without the person of a row and his township where none of these SQL texts, and nothing of its own, asks for them: two joins less. */
export function withoutUnasked<G extends CellGroup>(group: G, texts: readonly unknown[]): G {
  const { residence: _, ...plain } = group
  return /\b[pd]\./.test(JSON.stringify([group.join, group.each, group.where, texts])) ? group : (plain as G)
}

/** What is joined to a row once: its person (p), the group's own joins, and, but for a stock, where he lives (d). `whole`: for all rows of a county. */
export const joinsOf = (group: CellGroup, whole = false) => {
  if (whole && !personal(group)) return `${group.residence === true ? livedOn : ''} ${group.join ?? ''}`
  return `${personal(group) || group.residence === true ? bound : ''} ${group.residence === true && group.kind !== 'stock' ? livesOn('f.day') : ''} ${group.join ?? ''}`
}
/** What is joined to a row of a stock for each month: where its person lives then (d). */
export const monthlyJoinsOf = (group: CellGroup) => `${group.residence === true ? livesOn('t.last') : ''} ${group.each ?? ''}`

/** The group's own condition, after others. */
export const whereOf = ({ where }: CellGroup) => (where ? `and (${where})` : '')
export const orgOf = (group: CellGroup) => (group.nowhere ? '0' : 'f.org_key')
/** The township where a row counts by residence, nine digits; '' where nobody knows or nobody asks. */
export const townOf = ({ residence }: CellGroup) =>
  residence === undefined ? `''` : `coalesce(left(${residence === true ? 'd.township' : residence}, 9), '')`

export const untilOf = (group: CellGroup) => group.until ?? 'f.until'
/** A stock each of whose parts holds from one day to another, whatever day is asked: counted from the two ends of its rows. */
export const hasSpans = (group: CellGroup) =>
  group.kind === 'stock' && group.residence !== true && !/\bt\.last\b/.test(JSON.stringify([group.parts, group.each, group.until]))

/** How many rows, or the sum, of one part within a group of rows. */
export const partSql = ({ where, add }: CellPart) =>
  `${add ? `coalesce(sum(${add})` : '(count(*)'}${where ? ` filter (where ${where})` : ''}${add ? ', 0' : ''})::bigint`
export const partsSql = (group: CellGroup) => `array[${Object.values(group.parts).map(partSql).join(', ')}]`

/** Months as first days, from one to another. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = `${first.slice(0, 7)}-01`; month <= last; month = shiftMonth(month, 1)) months.push(month)
  return months
}
/** 2026-01-01 and −1 → 2025-12-01. */
export function shiftMonth(month: string, by: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01`
}
/** The last day of a month. */
export const lastDay = (month: string) => new Date(Date.parse(`${shiftMonth(month, 1)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
