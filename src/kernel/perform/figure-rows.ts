import { byDimension } from '../../record/cell-sql.ts'
import type { PartRows } from '../../record/filing-rows.ts'
import type { OrgNode } from '../../record/organizations.ts'
import { rowsFrom } from '../../record/rows.ts'
import type { Definition, FigureKey } from '../grammar/frozen.ts'
import { shift } from '../grammar/period.ts'
import type { PartAsOf } from './reckoning.ts'
import { counts } from './selectors.ts'

type Where = Pick<FigureKey, 'unit' | 'of'>

/** The rows behind a part of a figure: the same rows its cells were counted from. */
export function partRows(nodes: readonly OrgNode[], { indicator }: Definition, { unit, of }: Where, part: PartAsOf): PartRows {
  const { group, from, to } = part
  const byPlace = group.nowhere === true || indicator.by === 'residence'
  const asked = {
    group,
    part: part.of.part,
    orgs: orgsOf(nodes, part, byPlace, { unit, of }),
    residents: byPlace,
    ...(byPlace && unit === 'township' ? { township: of } : {}),
  }
  // a stock over several months is met once in each of them
  const windows = group.kind === 'stock' ? monthsBetween(from, to).map((month) => ({ from: month, to: month })) : [{ from, to }]
  const { add } = group.parts[part.of.part]!
  return {
    sources: windows.map((window) => (param) => rowsFrom({ ...asked, ...window }, param, add ?? '')),
    id: group.view === byDimension ? 'f.person_id' : `case f.row_no when 0 then f.id else f.id || '#' || f.row_no end`,
    amount: add ? `coalesce(${add}, 0)` : windows.length > 1 ? '1' : null,
  }
}

/** Keys of the organisations whose rows count for the unit, as their cells are summed; undefined for all. */
function orgsOf(
  nodes: readonly OrgNode[],
  { group, of: { selectors } }: PartAsOf,
  byPlace: boolean,
  { unit, of }: Where,
): number[] | undefined {
  if (byPlace) return selectors.length ? keys(nodes.filter((node) => counts(node, selectors))) : undefined
  const apart = (node: OrgNode) => !node.inside && group.outside !== 'counted'
  if (of === 'county' && !selectors.length && !nodes.some(apart)) return undefined
  const unitOf = (node: OrgNode) =>
    unit === 'organization' ? node.id : apart(node) ? 'outside' : unit === 'county' ? 'county' : (node.township?.slice(0, 9) ?? '')
  const here = keys(nodes.filter((node) => unitOf(node) === of && counts(node, selectors)))
  return of === 'county' && !selectors.length ? [...here, 0] : here // 0: rows that name no institution
}
const keys = (nodes: readonly OrgNode[]) => nodes.map((node) => node.key)

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = shift(month, 1)) months.push(month)
  return months
}
