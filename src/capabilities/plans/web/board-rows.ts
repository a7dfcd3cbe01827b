import { meant } from '../../../ui/initials.ts'
import type { Say } from '../../../ui/language.tsx'
import type { BoardAnswer, Status, TargetNow } from '../contract.ts'
import type { Clause } from '../template.ts'
import { webTexts as words } from '../web-texts.ts'

/** In the order in which they ask for attention. */
export const statuses = ['behind', 'no-data', 'on-way', 'met'] as const satisfies readonly Status[]
export const groupings = ['clause', 'status', 'unit'] as const
export type Grouping = (typeof groupings)[number]

/** What a target counts as: what is none here, or the prefecture's, counts as nothing. */
export const standing = ({ left, notOwn, status }: TargetNow): Status | 'left' => (left === undefined && !notOwn ? status : 'left')

/** The targets of a standing that are meant by what was typed (a piece of the name, or pinyin initials). */
export const found = (targets: readonly TargetNow[], status: string | null, typed: string): TargetNow[] =>
  targets.filter(
    (target) => (!status || standing(target) === status) && (!typed.trim() || meant(target.text[0], typed) || meant(target.text[1], typed)),
  )

export type Branch = { clause: BoardAnswer['clauses'][number]; targets: readonly TargetNow[]; branches: readonly Branch[] }
/** The tree of clauses with their targets, in the order of the plan; `bare`: clauses without any of these targets, and without a clause that has one, are left out. */
export function treeOf(clauses: BoardAnswer['clauses'], targets: readonly TargetNow[], bare: boolean): Branch[] {
  const under = (parent: string | undefined): Branch[] =>
    clauses.flatMap((clause) => {
      if (clause.parent !== parent) return []
      const branch = { clause, targets: targets.filter((target) => target.clause === clause.id), branches: under(clause.id) }
      return bare && branch.targets.length === 0 && branch.branches.length === 0 ? [] : [branch]
    })
  return under(undefined)
}
/** How many targets a branch holds. */
export const sizeOf = ({ targets, branches }: Branch): number => targets.length + branches.reduce((sum, branch) => sum + sizeOf(branch), 0)

/** Who answers for a target: the organisation the county named, else the unit that leads its clause. */
export function unitOf(target: TargetNow, { plan, clauses }: Pick<BoardAnswer, 'plan' | 'clauses'>, say: Say): string {
  if (target.responsible) return target.responsible.name
  const named = plan.unitNames[leaderOf(target.clause, clauses) ?? '']
  return named ? say(named) : say(words.noUnitYet)
}
/** The unit that leads a clause, or the nearest clause above it that names one. */
function leaderOf(id: string | undefined, clauses: readonly Clause[]): string | undefined {
  const clause = clauses.find((one) => one.id === id)
  return clause && (clause.units[0] ?? leaderOf(clause.parent, clauses))
}

export type Group = { key: string; title: string; targets: readonly TargetNow[] }
/** Targets in groups by standing (what asks for attention first) or by who answers for them. */
export function groupsOf(
  board: Pick<BoardAnswer, 'plan' | 'clauses'>,
  targets: readonly TargetNow[],
  by: 'status' | 'unit',
  say: Say,
): Group[] {
  const groups = new Map<string, TargetNow[]>(by === 'status' ? [...statuses, 'left' as const].map((status) => [status, []]) : [])
  for (const target of targets) {
    const key = by === 'status' ? standing(target) : unitOf(target, board, say)
    groups.set(key, [...(groups.get(key) ?? []), target])
  }
  return [...groups].flatMap(([key, own]) =>
    own.length ? [{ key, title: by === 'status' ? say(words[key as Status | 'left']) : key, targets: own }] : [],
  )
}
