import type { TaskCount } from '../../capabilities/plans/contract.ts'
import type { Chosen } from '../../capabilities/plans/path.ts'
import type { Plan, Task } from '../../capabilities/plans/shape.ts'
import type { Target } from '../../capabilities/plans/template.ts'
import { isPrefecture } from '../../kernel/perform/library.ts'
import type { OrgNode } from '../../record/organizations.ts'
import type { Kept } from './read.ts'
import { grouped, type Said, saidOf, type Unit } from './stated.ts'
import type { Series } from './values.ts'

/** Everything the targets of a county are told from, read at one moment. */
export type Context = {
  today: string
  prefecture: boolean
  /** For somebody who may not see persons. */
  shy: boolean
  series: ReadonlyMap<string, Series>
  unit: (id: string) => Unit
  statingUnits: (target: Pick<Target, 'measure'>) => Unit[]
  said: (plan: Plan, target: Pick<Chosen, 'code' | 'measure'>) => Said[]
  tasks: (plan: string, which?: (task: Task) => boolean) => TaskCount
}

type Facts = {
  county: number
  name: string
  today: string
  shy: boolean
  kept: Kept
  nodes: readonly OrgNode[]
  series: ReadonlyMap<string, Series>
  /** Of a prefecture: its counties, and what they stated. */
  counties: readonly Unit[]
  ofCounties: (plan: Plan, target: Pick<Chosen, 'code'>) => readonly Said[]
}

/** Who states for the county as a whole. */
const wholeCounty = 'county'

export function contextOf({ county, name, today, shy, kept, nodes, series, counties, ofCounties }: Facts): Context {
  const names = new Map([...nodes, ...counties].map((node) => [node.id, node.name]))
  const statements = grouped(kept.statements, ({ plan, target }) => `${plan}/${target}`)
  const tasks = grouped(kept.tasks, ({ plan }) => plan)
  return {
    today,
    prefecture: isPrefecture(county),
    shy,
    series,
    unit: (id) => ({ id, name: names.get(id) ?? id }),
    statingUnits: ({ measure }) => {
      if (!('stated' in measure)) return []
      if (measure.of === 'county') return [{ id: wholeCounty, name }]
      const { of } = measure
      return of === 'counties' ? [...counties] : nodes.filter((node) => isOf(node, of, today)).map(({ id, name }) => ({ id, name }))
    },
    said: (plan, target) => {
      if (!('stated' in target.measure)) return []
      const own = saidOf(statements.get(`${plan.id}/${target.code}`) ?? [], target.measure)
      return target.measure.of === 'counties' ? [...own, ...ofCounties(plan, target)] : own
    },
    tasks: (plan, which = () => true) => countTasks((tasks.get(plan) ?? []).filter(which), today),
  }
}

/** What matches the classes of WS 218 (the first characters of an institution's) or a level of the county's tree, and stands on the day. */
const isOf = ({ level, type, inside, from, to }: OrgNode, { kinds }: { kinds: readonly string[] }, today: string) =>
  inside && from <= today && to >= today && kinds.some((kind) => level === kind || (level === 'institution' && type?.startsWith(kind)))

const countTasks = (tasks: readonly Pick<Task, 'state' | 'due'>[], today: string): TaskCount => ({
  open: tasks.filter(({ state }) => state === 'open').length,
  done: tasks.filter(({ state }) => state === 'done').length,
  late: tasks.filter(({ state, due }) => state === 'open' && due < today).length,
})
