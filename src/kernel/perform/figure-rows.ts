import { byDimension } from '../../record/cell-sql.ts'
import type { PartRows } from '../../record/filing-rows.ts'
import type { OrgNode } from '../../record/organizations.ts'
import { rowsFrom } from '../../record/rows.ts'
import type { Definition, FigureKey } from '../grammar/frozen.ts'
import { shift } from '../grammar/period.ts'
import { isPrefecture } from './library.ts'
import type { Asked } from './numbers.ts'
import type { PartAsOf } from './reckoning.ts'
import { counts } from './selectors.ts'

type Where = Pick<FigureKey, 'unit' | 'of'>
/** A county in which rows of a figure lie: as which figure, and under which name the rows of a part are kept. */
type Place = { id: number; name: string; key: FigureKey; nodes: readonly OrgNode[]; kept: (ref: string) => string }

/** Where the rows of a figure lie: in its own county, or in the counties of a prefecture, as their own figures. */
export async function placesOf(house: Asked, county: number, key: FigureKey): Promise<Place[]> {
  const nodesOf = (id: number) => house.record.organizations(id)
  if (!isPrefecture(county)) return [{ id: county, name: '', key, nodes: await nodesOf(county), kept: (ref) => ref }]
  const inside = (await house.record.counties()).filter(({ id }) => Math.floor(id / 100) * 100 === county && !isPrefecture(id))
  const meant = inside.filter(({ id }) => key.unit === 'prefecture' || key.of === String(id)).sort((a, b) => a.id - b.id)
  return Promise.all(
    meant.map(async ({ id, name }) => {
      const own: FigureKey = { ...key, unit: 'county', of: 'county' }
      return { id, name, key: own, nodes: await nodesOf(id), kept: (ref: string) => `${ref} ${id}` }
    }),
  )
}

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
