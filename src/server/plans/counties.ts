import type { Chosen } from '../../capabilities/plans/path.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import type { Target } from '../../capabilities/plans/template.ts'
import { isPrefecture } from '../../kernel/perform/library.ts'
import type { RecordStore } from '../../record/record.ts'
import { type Said, statedOf, type Unit } from './stated.ts'

type Row = {
  county: number
  template: string
  target: string
  unit: string
  day: string
  value: number
  until: string | null
  valid: boolean
}

/** The counties of a prefecture; a county is its own. */
export async function countiesOf(record: RecordStore, county: number) {
  const all = await record.counties()
  return all.filter(({ id }) => (isPrefecture(county) ? Math.floor(id / 100) * 100 === county && !isPrefecture(id) : id === county))
}

/** What the counties of a prefecture have stated comes to, so that it is told anew when one of them states or withdraws something. */
export async function statedVersion({ db }: RecordStore, counties: readonly number[]): Promise<string> {
  const [row] = await db.query<{ version: string | null }>(
    `select sum(hashtextextended(concat_ws('|', id, state, valid, value, until), 0))::text as version from flat_statement where county_id = any($1::int[])`,
    [counties],
  )
  return row?.version ?? ''
}

/**
 * What counties state of their own targets, as a prefecture may see it: the flat rows of their statements and nothing else. A target of the prefecture counts that target
 * whose code is its own without `-counties`: a county's value; how many of its institutions say yes where the county's target tells a count; where it tells a share, yes as
 * long as all do that say anything (a prefecture does not see who else there is).
 */
export async function statedByCounties(
  { db }: RecordStore,
  counties: readonly Unit[],
  plans: readonly Plan[],
): Promise<(plan: Plan, target: Pick<Chosen, 'code'>) => readonly Said[]> {
  const rows = await db.query<Row>(
    `select county_id as county, template, target, unit, day::text, value::float8, until::text, valid from flat_statement
     where county_id = any($1::int[]) and state = 'stated' and template = any($2::text[])`,
    [counties.map(({ id }) => Number(id)), plans.map(({ template }) => template.code)],
  )
  return ({ template }, { code }) => {
    const own = template.targets.find((target) => target.code === code.replace(/-counties$/, ''))
    return counties.flatMap((county) => {
      const mine = rows.filter(
        (row) => String(row.county) === county.id && row.template === template.code && row.target === (own?.code ?? code),
      )
      return ofCounty(county, mine, own)
    })
  }
}

function ofCounty(county: Unit, rows: readonly Row[], target: Target | undefined): Said[] {
  const said = rows.map(({ unit, day, value, until, valid }): Said => ({ unit, day, value, ...(until ? { until } : {}), lost: !valid }))
  const measure = target?.measure
  if (!measure || !('stated' in measure) || measure.tell === 'value') return said.map((one) => ({ ...one, unit: county.id }))
  const units = [...new Set(said.map(({ unit }) => unit))].map((id) => ({ id, name: id }))
  const told = (value: number) => (measure.tell === 'count' ? value : value >= 100 ? 1 : 0)
  return statedOf(measure, units, said, '9999-12-31').series.map(({ day, value }) => ({
    unit: county.id,
    day,
    value: told(value),
    lost: false,
  }))
}
