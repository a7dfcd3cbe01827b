/** The indicators of care as counted by hand, in the months and units a question asks. */
import { type Some, settledValues, stayValues, type Value, visitValues } from './care.ts'
import type { Facts, Stay } from './facts.ts'

/** Whose rows count: an institution's; the county's (its institutions' visits and stays, everybody's settlements); or those of residents, all or of a township. */
export type Unit = { of: 'county' } | { of: 'institution'; code: string } | { of: 'residents'; township?: string }
type Months = { from: string; to: string }

const values = { ...visitValues, ...stayValues, ...settledValues }
/** `code` or `code:reading`. */
export const careCodes = Object.keys(values)

const shift = (month: string, by: number) => {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
const monthsOf = ({ from, to }: Months) => {
  const months: string[] = []
  for (let month = from; month <= to; month = shift(month, 1)) months.push(month)
  return months
}

type Placed = Pick<Stay, 'month' | 'at' | 'township'>
const belongs = (unit: Unit, everywhere: boolean) => (row: Omit<Placed, 'township'> & { township?: string | undefined }) => {
  if (unit.of === 'institution') return row.at.code === unit.code
  if (unit.of === 'residents') return unit.township ? row.township === unit.township : row.township !== undefined
  return everywhere || row.at.inside
}

type Rows = { [K in (typeof kinds)[number]]: Facts[K][number][] }
const kinds = ['visits', 'stays', 'operations', 'settlements'] as const

/** Facts of months and a unit, reused over indicators. */
export function windows(facts: Facts) {
  const byMonth = new Map<string, Rows>()
  const put = <K extends (typeof kinds)[number]>(kind: K) => {
    for (const row of facts[kind]) {
      const rows = byMonth.get(row.month) ?? { visits: [], stays: [], operations: [], settlements: [] }
      byMonth.set(row.month, rows)
      ;(rows[kind] as (typeof row)[]).push(row)
    }
  }
  for (const kind of kinds) put(kind)
  const known = new Map<string, Some>()
  return (unit: Unit, months: Months): Some => {
    const key = JSON.stringify([unit, months])
    const some = known.get(key) ?? someOf(facts, byMonth, unit, months)
    known.set(key, some)
    return some
  }
}

function someOf(facts: Facts, byMonth: ReadonlyMap<string, Rows>, unit: Unit, span: Months): Some {
  const months = monthsOf(span)
  const rows = months.flatMap((month) => byMonth.get(month) ?? [])
  const [here, anywhere] = [belongs(unit, false), belongs(unit, true)]
  const township = unit.of === 'residents' ? unit.township : undefined
  return {
    visits: rows.flatMap(({ visits }) => visits.filter(here)),
    stays: rows.flatMap(({ stays }) => stays.filter(here)),
    operations: rows.flatMap(({ operations }) => operations.filter(here)),
    settlements: rows.flatMap(({ settlements }) => settlements.filter(anywhere)),
    get insured() {
      return months.map((month) => facts.insured(month, township)).reduce((a, b) => a + b, 0) / months.length
    },
    all: facts.stays,
  }
}

export function careValue(code: string, some: ReturnType<typeof windows>, unit: Unit, { from, to }: Months): Value {
  const back = (by: number) => some(unit, { from: shift(from, -by), to: shift(to, -by) })
  return values[code]!(back(0), back(12), back(24))
}
