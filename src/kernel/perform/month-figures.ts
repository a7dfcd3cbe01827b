import type { MonthFigure } from '../grammar/operation.ts'
import { isPrefecture, library } from './library.ts'
import { type Asked, numbersOf } from './numbers.ts'

/** The values of indicators in a month of the whole county or prefecture; those it does not have are left out. */
export async function monthFigures(house: Asked, county: number, codes: readonly string[], month: string): Promise<MonthFigure[]> {
  const { indicators } = await library(house, county)
  const found = codes.flatMap((code) => indicators.get(code) ?? [])
  const unit = isPrefecture(county) ? 'prefecture' : 'county'
  const told = await numbersOf(house, county, found, { from: month, to: month, grain: 'month', unit })
  return found.map(({ code, text, unit: measured, better }, i) => {
    const cell = told[i]!.find((one) => one.unit.id === unit && one.period === month)
    const { value = null, before = null, lastYear = null } = cell ?? {}
    return { code, name: text[0], nameEn: text[1], unit: measured, better, value, before, lastYear }
  })
}
