import { figuresOf } from '../../src/kernel/perform/figures.ts'
import { type County, county } from './county.ts'
import type { Said } from './said.ts'

/** One number a month, in the order of the truth's months, by unit. */
export type Series = Readonly<Record<string, readonly number[]>>
export type Ask = (said: Exclude<Said, { unsaid: string }>, units: readonly string[]) => Promise<Series>

/** Asks the engine. Units are institution codes, townships, or scheme and place; one that is not expected and has any number is answered too. */
export async function asking({ house, truth }: County): Promise<Ask> {
  const { db } = house.record
  const nodes = await house.record.organizations(county)
  const treating = nodes.flatMap((n) => (n.inside && n.code && n.code in truth.institutions ? [n.key] : []))
  const codes = new Map(nodes.flatMap((n) => (n.inside ? [[n.id, n.code] as const, [String(n.key), n.code] as const] : [])))
  const outside = new Set(nodes.flatMap((n) => (n.inside ? [] : [n.id, String(n.key)])))
  const cells = await Promise.all(truth.months.map((month) => figuresOf(house, county, month)))
  const last = truth.months.map((month, i) => (i === truth.months.length - 1 ? truth.about.last : lastDay(month)))

  async function answers(said: Parameters<Ask>[0]): Promise<(readonly [unit: string, month: number, n: number])[]> {
    if ('cell' in said) return cells.flatMap((all, month) => [...all].map(([unit, parts]) => [unit, month, parts[said.cell] ?? 0] as const))
    const sql = `with given as (select $1::int, $2::date[], $3::int[], $4::date) ${said.sql}`
    const rows = await db.query<{ unit: string | null; month: string; n: string | number | null }>(sql, [
      county,
      last,
      treating,
      truth.about.first,
    ])
    return rows.map(({ unit, month, n }) => [unit ?? 'nowhere', truth.months.indexOf(month.slice(0, 7)), Number(n ?? 0)] as const)
  }
  return async (said, units) => {
    const series: Record<string, number[]> = Object.fromEntries(units.map((unit) => [unit, truth.months.map(() => 0)]))
    for (const [unit, month, n] of await answers(said)) {
      if (n === 0 || month < 0 || outside.has(unit)) continue
      const known = codes.get(unit) ?? unit
      series[known] ??= truth.months.map(() => 0)
      series[known][month]! += n
    }
    return series
  }
}

const lastDay = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}
