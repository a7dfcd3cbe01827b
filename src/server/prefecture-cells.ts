import type { CountiesCompared, CountyValue } from '../capabilities/boards/contract.ts'
import { ranksOf } from '../capabilities/boards/rank.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import type { Grain } from '../kernel/grammar/period.ts'
import type { Unit } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { numbersFor, type Shown } from './without-persons.ts'

type Named = { id: string; name: string }

/** The quarters of a year so far and of the year before, the oldest first. */
export function quartersOf(today: string): string[] {
  const year = Number(today.slice(0, 4))
  const last = Math.ceil(Number(today.slice(5, 7)) / 3)
  return [year - 1, year].flatMap((y) => [1, 2, 3, 4].flatMap((q) => (y === year && q > last ? [] : [`${y}-Q${q}`])))
}

/**
 * The counties of a prefecture side by side in the year to date, against the same months of the year before, with their places in both. Whoever looks: what is built on
 * fewer than five persons, or would give such a number away, is hidden.
 */
export async function compareCounties(
  house: House,
  prefecture: number,
  indicators: readonly Indicator[],
  { counties, today }: { counties: readonly Named[]; today: string },
): Promise<CountiesCompared[]> {
  const year = today.slice(0, 4)
  const ask = (from: string, grain: Grain, unit: Unit) =>
    numbersFor(house, prefecture, indicators, { from, to: `${year}-12`, grain, unit }, true)
  const tables = await Promise.all([
    ask(`${year}-01`, 'year', 'prefecture'),
    ask(`${year}-01`, 'year', 'county'),
    ask(`${Number(year) - 1}-01`, 'quarter', 'county'),
  ])
  return indicators.map((indicator, i) =>
    compared(
      indicator,
      tables.flatMap((table) => table[i]!),
      { counties, today, year },
    ),
  )
}

/** Its place in the monitoring set of 2024. */
export const monitoringKey = ({ sets }: Pick<Indicator, 'sets'>) => sets?.find((one) => one.startsWith('M24-'))

type About = { counties: readonly Named[]; today: string; year: string }
function compared(indicator: Indicator, cells: readonly Shown[], { counties, today, year }: About): CountiesCompared {
  const all = new Map(cells.map((cell) => [`${cell.period}|${cell.unit.id}`, cell] as const))
  const at = (period: string, unit: string) => all.get(`${period}|${unit}`)
  const told = (period: string, unit: string) => at(period, unit)?.value ?? null
  const quarters = quartersOf(today)
  const rows = counties.map(({ id }) => ({ id, value: told(year, id), lastYear: at(year, id)?.lastYear ?? null }))
  const ranks = ranksOf(rows, indicator.better, 2)
  const ranksBefore = ranksOf(
    rows.map(({ id, lastYear }) => ({ id, value: lastYear })),
    indicator.better,
    2,
  )
  const key = monitoringKey(indicator)
  return {
    ...{ code: indicator.code, text: indicator.text, unit: indicator.unit, better: indicator.better },
    ...(key ? { key } : {}),
    whole: told(year, 'prefecture'),
    values: rows.map(({ id, ...values }): CountyValue => {
      const [rank, then] = [ranks.get(id)?.rank, ranksBefore.get(id)?.rank]
      return {
        county: id,
        ...values,
        ...(at(year, id)?.suppressed ? { few: true as const } : {}),
        ...(rank === undefined ? {} : { rank }),
        ...(rank === undefined || then === undefined ? {} : { moved: then - rank }),
        series: quarters.map((quarter) => rounded(told(quarter, id))),
      }
    }),
  }
}

/** What a small chart can show. */
const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)))
