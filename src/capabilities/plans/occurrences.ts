import { shift } from '../../kernel/grammar/period.ts'
import { clamp, type Dates, dayIn, lastDayOf, mover } from './dates.ts'
import type { PlanTemplate, TemplateTask } from './template.ts'

/** One time that something is to be done: `occurrence` names the month, quarter, half-year or year. */
export type Occurrence = { occurrence?: string; from: string; due: string }

const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const
const nameOf = (first: string, every: keyof typeof months) => {
  const [year, n] = [first.slice(0, 4), Number(first.slice(5, 7))]
  return { month: first, quarter: `${year}-Q${Math.ceil(n / 3)}`, 'half-year': `${year}-H${n > 6 ? 2 : 1}`, year }[every]
}
const firstOf = (month: string, length: number) => {
  const n = Number(month.slice(5, 7)) - 1
  return shift(month, -(n % length))
}

/** The day a period's work is due: its last, or where `due` says so that day of its last month (DD) or of its year (MM-DD). */
function dueIn(last: string, due: string | undefined): string {
  if (due === undefined) return lastDayOf(last)
  return due.length === 2 ? dayIn(last, Number(due)) : dayIn(`${last.slice(0, 4)}-${due.slice(0, 2)}`, Number(due.slice(3)))
}

/**
 * Every time a task of a document is due within a plan of these dates. Its own first and last day move as the plan's do (`mover`); within them its periods follow one another
 * without a gap. A period that the plan cuts off is due on the plan's last day; a day of the calendar that lies outside is left out.
 */
export function occurrencesOf(task: TemplateTask, template: Dates, own: Dates): Occurrence[] {
  const move = mover(template, own)
  const from = task.from ? clamp(move(task.from), own) : own.from
  const to = task.to ? clamp(move(task.to), own) : own.to
  if (task.every === 'once') return [{ from: from > to ? to : from, due: to }]
  const { every, due } = task
  const length = months[every]
  const found: Occurrence[] = []
  for (let first = firstOf(from.slice(0, 7), length); first <= to.slice(0, 7); first = shift(first, length)) {
    const day = dueIn(shift(first, length - 1), due)
    const ends = due === undefined && day > to ? to : day
    if (ends < from || ends > to) continue
    found.push({ occurrence: nameOf(first, every), from: `${first}-01` < from ? from : `${first}-01`, due: ends })
  }
  return found
}

/** All occurrences of all tasks of a document. */
export const tasksWithin = (template: PlanTemplate, own: Dates) =>
  template.tasks.flatMap((task) => occurrencesOf(task, template, own).map((occurrence) => ({ task, ...occurrence })))
