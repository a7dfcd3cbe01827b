import type { Known } from '../../kernel/grammar/operation.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { targetProblems } from './check-targets.ts'
import { checkTexts as texts } from './check-texts.ts'
import { type Found, found, twice, unknownIn } from './found.ts'
import type { PlanTemplate } from './template.ts'

/**
 * What is wrong in a plan file beyond its shape, each with the path of the place: names that stand for nothing (clauses, units, targets, indicators, readings, lists), codes
 * that stand twice, clauses that contain themselves, days in the wrong order, comparators and values that say nothing. Empty when it can be adopted.
 */
export function checkTemplate(template: PlanTemplate, known: Known): Found[] {
  const { clauses, targets, tasks, phases, resources, units } = template
  const names = {
    clauses: new Set(clauses.map(({ id }) => id)),
    units: new Set(units.map(({ code }) => code)),
    targets: new Set(targets.map(({ code }) => code)),
  }
  const clauseOf = (list: readonly { clause?: string | undefined }[], at: string) =>
    list.flatMap(({ clause }, i) =>
      clause === undefined || names.clauses.has(clause) ? [] : [found([at, i, 'clause'], texts.noClause, { code: clause })],
    )
  const order = ({ from, to }: { from?: string | undefined; to?: string | undefined }, path: Found['path']) =>
    from !== undefined && to !== undefined && to < from ? [found([...path, 'to'], texts.endBeforeStart, { from, to })] : []
  return [
    ...order(template, []),
    ...twice(clauses, 'id', 'clauses'),
    ...twice(units, 'code', 'units'),
    ...twice(targets, 'code', 'targets'),
    ...twice(tasks, 'code', 'tasks'),
    ...twice(phases, 'code', 'phases'),
    ...twice(resources, 'code', 'resources'),
    ...clauses.flatMap(({ parent, units, indicators, lists }, i) => [
      ...(parent === undefined || names.clauses.has(parent) ? [] : [found(['clauses', i, 'parent'], texts.noClause, { code: parent })]),
      ...unknownIn(units, names.units, ['clauses', i, 'units'], texts.noUnit),
      ...unknownIn(indicators, known.indicators, ['clauses', i, 'indicators'], texts.noIndicator),
      ...unknownIn(lists, known.lists, ['clauses', i, 'lists'], texts.noList),
    ]),
    ...cycles(clauses),
    ...clauseOf(targets, 'targets'),
    ...targets.flatMap((target, i) => targetProblems(target, template, known, ['targets', i])),
    ...clauseOf(tasks, 'tasks'),
    ...tasks.flatMap((task, i) => [
      ...unknownIn(task.units, names.units, ['tasks', i, 'units'], texts.noUnit),
      ...unknownIn(task.targets, names.targets, ['tasks', i, 'targets'], texts.noTarget),
      ...order({ from: task.from ?? template.from, to: task.to ?? template.to }, ['tasks', i]),
      ...dueProblems(task).map((text) => found(['tasks', i, 'due'], text)),
    ]),
    ...clauseOf(phases, 'phases'),
    ...phases.flatMap((phase, i) => order(phase, ['phases', i])),
    ...clauseOf(resources, 'resources'),
    ...resources.flatMap(({ units }, i) => unknownIn(units, names.units, ['resources', i, 'units'], texts.noUnit)),
  ]
}

/** Clauses that lie within themselves, told once, at the first of the circle. */
function cycles(clauses: PlanTemplate['clauses']): Found[] {
  const parents = new Map(clauses.map(({ id, parent }) => [id, parent]))
  const told = new Set<string>()
  return clauses.flatMap(({ id }, i) => {
    const way = [id]
    for (let at = parents.get(id); at !== undefined && at !== id && !way.includes(at); at = parents.get(at)) way.push(at)
    if (parents.get(way.at(-1)!) !== id || told.has(id)) return []
    for (const one of way) told.add(one)
    return [found(['clauses', i, 'parent'], texts.cycle, { way: [...way, id].join(' → ') })]
  })
}

/** `due` is for what recurs; a day of the year (MM-DD) only for what recurs yearly. */
function dueProblems({ every, due }: PlanTemplate['tasks'][number]): Text[] {
  if (due === undefined) return []
  if (every === 'once') return [texts.dueOnce]
  return due.length > 2 && every !== 'year' ? [texts.dueYear] : []
}
