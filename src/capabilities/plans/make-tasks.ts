import { tasksWithin } from './occurrences.ts'
import type { Plan, Task } from './shape.ts'

/** The tasks of a plan, by the day they are due. Units are those of the task, or where it names none of its clause, as far as the plan says which organisations they are. */
export function tasksOf(plan: Plan, newId: () => string): Task[] {
  const { template } = plan
  const clauses = new Map(template.clauses.map((clause) => [clause.id, clause]))
  return tasksWithin(template, plan)
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
    .map(({ task, occurrence, from, due }) => {
      const clause = clauses.get(task.clause)
      const units = (task.units.length ? task.units : (clause?.units ?? [])).flatMap((code) => plan.units[code] ?? [])
      return {
        id: newId(),
        state: 'open',
        plan: plan.id,
        planName: plan.name,
        code: task.code,
        ...(occurrence ? { occurrence } : {}),
        clause: task.clause,
        number: clause?.number ?? '',
        text: task.text[0],
        textEn: task.text[1],
        report: task.report === true,
        targets: task.targets,
        units: [...new Set(units)].slice(0, 30),
        from,
        due,
        notes: [],
      }
    })
}
