import type { CountiesCompared, CountyValue } from '../capabilities/boards/contract.ts'
import { ranksOf } from '../capabilities/boards/rank.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import type { Library } from '../kernel/perform/library.ts'
import { type IndicatorCell, numbersOf } from '../kernel/perform/numbers.ts'
import type { House } from '../kernel/perform/perform.ts'
import { countsPersons } from './counts-persons.ts'
import { cellKey, hide } from './suppression.ts'
import { mostPersons, partOfPrefecture, timeAbove } from './without-persons.ts'

type Named = { id: string; name: string }
const grains = ['year', 'quarter', 'month'] as const
const units = ['county', 'prefecture'] as const
type Table = { unit: (typeof units)[number]; grain: (typeof grains)[number]; cells: IndicatorCell[] }
/** Whole years, as in every answer to somebody who may not see persons: several answers then add up to no more than one. */
const spanOf = (year: string) => ({ from: `${Number(year) - 2}-01`, to: `${year}-12` })

/** The quarters of a year so far and of the year before, the oldest first. */
export function quartersOf(today: string): string[] {
  const year = Number(today.slice(0, 4))
  const last = Math.ceil(Number(today.slice(5, 7)) / 3)
  return [year - 1, year].flatMap((y) => [1, 2, 3, 4].flatMap((q) => (y === year && q > last ? [] : [`${y}-Q${q}`])))
}

/**
 * The counties of a prefecture side by side in the year to date, against the same months of the year before, with their places in both. Cells only; what is built on fewer than
 * five persons, or would give such a number away by sums, is hidden (`hide`).
 */
export async function compareCounties(
  house: House,
  prefecture: number,
  indicators: readonly Indicator[],
  { lib, counties, today }: { lib: Library; counties: readonly Named[]; today: string },
): Promise<CountiesCompared[]> {
  const year = today.slice(0, 4)
  const tables = await Promise.all(
    units.flatMap((unit) =>
      grains.map(async (grain) => ({
        unit,
        grain,
        cells: await numbersOf(house, prefecture, indicators, { ...spanOf(year), grain, unit }),
      })),
    ),
  )
  return indicators.map((indicator, i) => {
    const mine: Table[] = tables.map(({ cells, ...table }) => ({ ...table, cells: cells[i]! }))
    return compared(indicator, mine, countsPersons(house, lib, indicator), { counties, today, year })
  })
}

/** Its place in the monitoring set of 2024. */
export const monitoringKey = ({ sets }: Pick<Indicator, 'sets'>) => sets?.find((one) => one.startsWith('M24-'))

type About = { counties: readonly Named[]; today: string; year: string }
function compared(indicator: Indicator, tables: readonly Table[], persons: boolean, { counties, today, year }: About): CountiesCompared {
  const gone = persons ? hide(countedOf(indicator, tables), timeAbove, partOfPrefecture) : none
  const all = new Map(tables.flatMap(({ cells }) => cells.map((cell) => [cellKey(cell.period, cell.unit.id), cell] as const)))
  const told = (period: string, unit: string) => (gone.has(cellKey(period, unit)) ? null : (all.get(cellKey(period, unit))?.value ?? null))
  const before = String(Number(year) - 1)
  const lastYearOf = (unit: string) => (gone.has(cellKey(before, unit)) ? null : (all.get(cellKey(year, unit))?.lastYear ?? null))
  const quarters = quartersOf(today)
  const rows = counties.map(({ id }) => ({ id, value: told(year, id), lastYear: lastYearOf(id) }))
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
        ...(gone.has(cellKey(year, id)) ? { few: true as const } : {}),
        ...(rank === undefined ? {} : { rank }),
        ...(rank === undefined || then === undefined ? {} : { moved: then - rank }),
        series: quarters.map((quarter) => rounded(told(quarter, id))),
      }
    }),
  }
}

const none: ReadonlySet<string> = new Set()
/** What a small chart can show. */
const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)))

const countedOf = (indicator: Indicator, tables: readonly Table[]) =>
  tables.flatMap(({ cells }) => cells.map((cell) => ({ time: cell.period, unit: cell.unit.id, persons: mostPersons(indicator, cell) })))
