import { periodOfMonth, periodsBetween } from '../../kernel/grammar/period.ts'
import type { Cell } from '../../ui/contract.ts'
import type { Question } from './question.ts'

/** The cells of an answer as the page has them: units down, periods across, oldest first. */
export type Sheet = {
  units: readonly Cell['unit'][]
  periods: readonly string[]
  last: string
  cell: (unit: string, period: string) => Cell | undefined
}

/** Units in the order of the answer, what lies outside the county last; all periods that were asked for, empty ones too. */
export function sheetOf(cells: readonly Cell[], { from, to, grain }: Pick<Question, 'from' | 'to' | 'grain'>): Sheet {
  const units = [...new Map(cells.map(({ unit }) => [unit.id, unit])).values()]
  const placed = new Map(cells.map((cell) => [`${cell.unit.id} ${cell.period}`, cell]))
  return {
    units: [...units.filter(({ outside }) => !outside), ...units.filter(({ outside }) => outside)],
    periods: periodsBetween(from, to, grain).map(({ name }) => name),
    last: periodOfMonth(to, grain),
    cell: (unit, period) => placed.get(`${unit} ${period}`),
  }
}

/** The values of a unit over the periods of a sheet; null where there is none. */
export const valuesOf = (sheet: Sheet, unit: string): (number | null)[] =>
  sheet.periods.map((period) => sheet.cell(unit, period)?.value ?? null)

/** Units with a value in a period, best first (greatest first where nothing is better); equal ones keep their order. */
export function ranked(sheet: Sheet, period: string, better: 'higher' | 'lower' | 'neither'): Cell[] {
  const cells = sheet.units.flatMap((unit) => {
    const cell = sheet.cell(unit.id, period)
    return cell && !unit.outside && cell.value !== null ? [cell] : []
  })
  return cells.sort((a, b) => (better === 'lower' ? a.value! - b.value! : b.value! - a.value!))
}
