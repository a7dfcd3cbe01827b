import type { Db } from './db.ts'

/** By what filed figures are looked up, as columns of flat_filing; what is absent is not asked. */
export type FilingsAsked = Partial<Record<'id' | 'code' | 'variant' | 'grain' | 'period' | 'unit' | 'of' | 'state', string | undefined>>
const columns = {
  id: 'id',
  code: 'code',
  variant: 'variant',
  grain: 'grain',
  period: 'period',
  unit: 'unit',
  of: 'unit_id',
  state: 'state',
} as const

/** Documents of filed figures, newest first. */
export async function filingsLike(db: Db, county: number, type: string, asked: FilingsAsked, limit: number): Promise<string[]> {
  const values: unknown[] = [county, type]
  const where = Object.entries(columns).flatMap(([name, column]) => {
    const value = asked[name as keyof typeof columns]
    return value === undefined ? [] : [` and f.${column} = $${values.push(value)}`]
  })
  const rows = await db.query<{ doc: string }>(
    `select r.doc from flat_filing f join resource r on r.county_id = f.county_id and r.type = $2 and r.id = f.id
     where f.county_id = $1${where.join('')} order by f.at desc, f.id desc limit ${limit}`,
    values,
  )
  return rows.map(({ doc }) => doc)
}
