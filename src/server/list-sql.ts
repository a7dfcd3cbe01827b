import { refuse } from '../kernel/grammar/refusal.ts'
import type { List } from '../kernel/grammar/view.ts'
import { listColumns } from '../kernel/grammar/view.ts'
import { personMatches } from '../record/persons.ts'
import { type RowsAsked, rowsInList } from '../record/rows.ts'

/** What is asked of a list: days are local, `orgs` are organisation keys (undefined: all). */
export type ListQuestion = {
  limit: number
  after?: string | undefined
  from?: string | undefined
  to?: string | undefined
  month?: string | undefined
  state?: string | undefined
  patient?: string | undefined
  q?: string | undefined
  /** Only rows whose document (of `type`) was written after an instant. */
  since?: { at: string; type: string } | undefined
  orgs: readonly number[] | undefined
  /** The rows a number is made of (record/rows.ts). */
  rows?: RowsAsked | undefined
  /** Only rows of these ids, or of these persons. */
  only?: RowsAlone | undefined
}
export type RowsAlone = { ids: readonly string[]; persons: boolean }
type Sql = { sql: string; values: unknown[] }
/** Totals are counted up to here; beyond it "more than" is enough to know. */
export const counting = 10_001

/**
 * One page, newest first, keyset paged by (at, id) so that it neither skips nor repeats rows while others write; and its capped total.
 * @throws Refusal 'invalid' when a state is asked of a list whose rows have none
 */
export function listSql(list: List, county: number, q: ListQuestion): { page: Sql; total: Sql } {
  const values: unknown[] = [county]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = ['f.county_id = $1']
  if (q.orgs) where.push(`f.org_key = any(${param(q.orgs)}::int[])`)
  if (q.month) where.push(`f.month = ${param(`${q.month}-01`)}::date`)
  if (q.from) where.push(`f.day >= ${param(q.from)}::date`)
  if (q.to) where.push(`f.day <= ${param(q.to)}::date`)
  if (q.since)
    where.push(
      `exists (select 1 from resource w where w.county_id = f.county_id and w.type = ${param(q.since.type)} and w.id = f.id and w.updated > ${param(q.since.at)}::timestamptz)`,
    )
  if (q.state) where.push(`${stateOf(list)} = ${param(q.state)}`)
  if (q.patient) where.push(`f.patient_id in (${samePerson(param(q.patient))})`)
  const part = q.rows && rowsInList(q.rows, param)
  if (part) where.push(...part.where)
  if (q.only)
    where.push(
      q.only.persons
        ? `f.patient_id in (select b.patient_id from person b where b.county_id = $1 and b.valid_to = 'infinity' and b.person_id = any(${param(q.only.ids)}::text[]))`
        : `f.id = any(${param(q.only.ids)}::text[])`,
    )
  const found = list.columns.some(({ kind }) => kind === 'person') ? inPersons(county, q.q ?? '', param) : inTexts(list, q.q ?? '', param)
  if (found) where.push(found)
  const rows = (conditions: readonly string[]) => `from flat_${list.view} f ${part?.joins ?? ''}
    left join person_name n on n.county_id = f.county_id and n.patient_id = f.patient_id and n.reading = 0 where ${conditions.join(' and ')}`
  const total = { sql: `select count(*)::int as n from (select 1 ${rows(where)} limit ${counting}) r`, values: [...values] }
  if (q.after) {
    const [at, id] = q.after.split('|')
    where.push(`(f.at, f.id) < (${param(at)}::timestamptz, ${param(id)})`)
  }
  const columns = listColumns(list).map(({ name, sql }) => `${sql ?? `f.${name}`} as ${name}`)
  const select = `select f.id, f.org_key, f.patient_id, ${columns.join(', ')}, n.name as person_name, f.at::text || '|' || f.id as cursor`
  return { page: { sql: `${select} ${rows(where)} order by f.at desc nulls last, f.id desc limit ${q.limit + 1}`, values }, total }
}

/** A list may be asked for a state only where it shows one. */
function stateOf({ columns }: List): string {
  const column = columns.find(({ kind }) => kind === 'state')
  if (!column) throw refuse('invalid', ['这个列表没有状态，不能按状态查询', 'The rows of this list have no state to ask for'])
  return column.sql ?? `f.${column.name}`
}

type Param = (value: unknown) => string
/** Rows of the persons a text may mean. */
function inPersons(county: number, text: string, param: Param): string | undefined {
  const named = personMatches(county, text).map((match) => `(${match.where(param)})`)
  return named.length
    ? `f.patient_id in (select n.patient_id from person_name n where n.county_id = $1 and (${named.join(' or ')}))`
    : undefined
}

/** A list without persons (organisations, posts, teams) is searched in its own texts. */
function inTexts(list: List, text: string, param: Param): string | undefined {
  const columns = list.columns.filter(({ kind }) => kind === 'text')
  if (!text.trim() || !columns.length) return undefined
  const sought = param(text.trim().toLowerCase())
  return `(${columns.map(({ name, sql }) => `position(${sought}::text in lower(${sql ?? `f.${name}`})) > 0`).join(' or ')})`
}

/** Every patient of the person that a patient is bound to. */
const samePerson = (
  patient: string,
) => `select b.patient_id from person a join person b on b.county_id = $1 and b.person_id = a.person_id and b.valid_to = 'infinity'
  where a.county_id = $1 and a.patient_id = ${patient} and a.valid_to = 'infinity'`
