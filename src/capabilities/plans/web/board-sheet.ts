import { number } from '../../../kernel/grammar/amount.ts'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import type { Row } from '../../../ui/contract.ts'
import type { Say } from '../../../ui/language.tsx'
import type { BoardAnswer, TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { standing, unitOf } from './board-rows.ts'
import { goalText, valueText } from './value.ts'

/** The board as one table, for paper and Excel. */
export const columns: readonly ListColumn[] = [
  { name: 'number', text: words.clause, kind: 'text', width: 72 },
  { name: 'target', text: words.target, kind: 'text', width: 260 },
  { name: 'unit', text: words.responsible, kind: 'text', width: 150 },
  { name: 'goal', text: words.value, kind: 'text', width: 90 },
  { name: 'deadline', text: words.deadline, kind: 'date', width: 92 },
  { name: 'baseline', text: words.baseline, kind: 'text', width: 80 },
  { name: 'now', text: words.now, kind: 'text', width: 80 },
  { name: 'period', text: words.day, kind: 'text', width: 92 },
  { name: 'planned', text: words.planned, kind: 'text', width: 92 },
  { name: 'forecast', text: words.forecast, kind: 'text', width: 130 },
  { name: 'status', text: words.status, kind: 'text', width: 80 },
  { name: 'why', text: words.why, kind: 'text', width: 340 },
  { name: 'heaviest', text: words.heaviest, kind: 'text', width: 220 },
  { name: 'late', text: words.tasksLate, kind: 'number', width: 72 },
]

/** A row for each target, in the order given, as the page says it. */
export function sheetRows(board: Pick<BoardAnswer, 'plan' | 'clauses'>, targets: readonly TargetNow[], say: Say): Row[] {
  const numbers = new Map(board.clauses.map(({ id, number }) => [id, number]))
  const value = (worth: number | undefined, { unit }: TargetNow) => (worth === undefined ? '' : valueText(worth, unit, say))
  return targets.map((target) => {
    const { code, now, forecast, heaviest, left, tasks } = target
    const weighing = heaviest.organization.length ? heaviest.organization : heaviest.township
    return {
      id: code,
      number: numbers.get(target.clause) ?? '',
      target: say(target.text),
      unit: unitOf(target, board, say),
      goal: goalText(target, say),
      deadline: target.deadline,
      baseline: value(target.baseline?.value, target),
      now: value(now?.value, target),
      period: now?.period ?? now?.day ?? '',
      planned: value(target.planned, target),
      forecast: forecast ? `${value(forecast.value, target)} (${value(forecast.low, target)} – ${value(forecast.high, target)})` : '',
      status: say(words[standing(target)]),
      why: left === undefined ? say(target.why) : say(words.leftWhy, { reason: left }),
      heaviest: weighing
        .filter(({ lacks }) => lacks > 0)
        .slice(0, 3)
        .map(({ unit, lacks }) => say(words.heaviestOf, { name: unit.name, lacks: number(lacks, 1) }))
        .join(' · '),
      late: tasks.late,
    }
  })
}
