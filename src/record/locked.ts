import type { Db } from './db.ts'
import type { Extract } from './extract.ts'
import type { LineRefusal } from './incoming.ts'

/** Claims of locked months are named `month-lock/2026-01-01` (capability reporting). */
const prefix = 'month-lock/'

/** First days of the county's locked months. */
export async function lockedMonths(db: Db, county: number): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ resource: string }>(
    `select resource from claim where county_id = $1 and resource >= $2 and resource < 'month-lock0' and until > now()`,
    [county, prefix],
  )
  return new Set(rows.map(({ resource }) => resource.slice(prefix.length)))
}

/** The locked month in which a number would change, were this written. */
export const lockedIn = (months: ReadonlySet<string>, { marks }: Extract): string | undefined =>
  months.size ? marks.find(([, month]) => months.has(month))?.[1] : undefined

export const monthLocked = (line: number, month: string): LineRefusal => ({
  line,
  column: '',
  value: month.slice(0, 7),
  rule: 'locked',
  message: [`${month.slice(0, 7)} 已锁定，解锁后再导入`, `${month.slice(0, 7)} is locked: unlock it, then import again`],
})
