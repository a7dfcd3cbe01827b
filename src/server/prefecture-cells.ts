import type { CountiesCompared, CountyValue } from '../capabilities/boards/contract.ts'
import { ranksOf } from '../capabilities/boards/rank.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { computedOf, type Library } from '../kernel/perform/library.ts'
import { type IndicatorCell, numbersOf } from '../kernel/perform/numbers.ts'
import type { House } from '../kernel/perform/perform.ts'
import { byDimension } from '../record/cell-sql.ts'
import { cellKey, hide } from './suppression.ts'
import { timeAbove } from './without-persons.ts'

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

type About = { counties: readonly Named[]; today: string; year: string }
function compared(indicator: Indicator, tables: readonly Table[], persons: boolean, { counties, today, year }: About): CountiesCompared {
  const gone = persons ? hide(countedOf(indicator, tables), timeAbove, (unit) => (unit === 'prefecture' ? undefined : 'prefecture')) : none
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
  const key = indicator.sets?.find((one) => one.startsWith('M24-'))
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

/** How many persons stand behind a cell at most: a count of rows stands for them. Money is divided by them. */
function countedOf({ unit: measured }: Indicator, tables: readonly Table[]) {
  return tables.flatMap(({ cells }) =>
    cells.map(({ period, unit, numerator, denominator }) => {
      const counts = (measured === 'yuan' ? [denominator ?? 0] : [numerator, denominator ?? 0]).filter((n) => n > 0)
      return { time: period, unit: unit.id, persons: counts.length ? Math.min(...counts) : 0 }
    }),
  )
}

/** Whether rows of persons stand behind an indicator, and not beds, machines or institutions. */
const countsPersons = ({ record }: House, lib: Library, indicator: Indicator) =>
  computedOf(indicator).refs.some(({ group }) => {
    const { view } = lib.groups.get(group)!
    return view === byDimension || JSON.stringify(record.views.find(({ name }) => name === view)?.definition ?? '').includes('"patient_id"')
  })
