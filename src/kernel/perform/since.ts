import { changedRows, type RowChange, type RowChanges, rowChanges } from '../../record/filing-rows.ts'
import type { Definition, FigureKey } from '../grammar/frozen.ts'
import { houseOfThen, sameNumber } from './definition-then.ts'
import { partRows, placesOf } from './figure-rows.ts'
import { definitionIn } from './frozen.ts'
import { isPrefecture, library } from './library.ts'
import type { Asked } from './numbers.ts'
import { partsAsOf, periodOfFigure, reckon } from './reckoning.ts'

/** A figure that was frozen under an id, with what it meant. */
export type Past = { id: string; key: FigureKey; definition: Definition }
export type PartNow = {
  ref: string
  value: number
  rows: RowChanges
  /** Of a prefecture's figure, by county. */
  counties?: readonly { id: number; name: string; value: number; rows: RowChanges }[]
}
/** `lost`: the record no longer holds what the definition of then counts. */
export type Now = { value: number | null; definition: 'same' | 'changed'; lost?: true; parts: readonly PartNow[] }

/** Today's value of a figure by the definition of then; with `rows`, what became of its parts and their rows. */
export async function sinceThen(house: Asked, county: number, { id, key, definition }: Past, rows: boolean): Promise<Now> {
  const lib = await library(house, county)
  const today = definitionIn(lib, key)
  const same = today !== undefined && sameNumber(definition, today)
  const known = { definition: same ? ('same' as const) : ('changed' as const) }
  const then = same ? { house, definition } : houseOfThen(house, definition, [...lib.groups.values()])
  try {
    const parts = partsAsOf(then.definition, periodOfFigure(key))
    const cell = await reckon(then.house, county, key, then.definition, rows ? parts : [])
    if (!rows) return { ...known, value: cell?.value ?? null, parts: [] }
    const frozen = partsAsOf(definition, periodOfFigure(key)) // the same parts under the names they were frozen by
    const own: NonNullable<PartNow['counties']>[number][][] = parts.map(() => [])
    for (const { id: at, name, key: there, nodes, kept } of await placesOf(house, county, key)) {
      const values = isPrefecture(county) ? (await reckon(then.house, at, there, then.definition, parts))?.parts : cell?.parts
      for (const [i, part] of parts.entries()) {
        const rows = partRows(nodes, then.definition, there, part)
        const changes = await rowChanges(house.record.db, at, { by: county, filing: id, part: kept(frozen[i]!.ref) }, rows)
        own[i]!.push({ id: at, name, value: values?.[i] ?? 0, rows: changes })
      }
    }
    const found = frozen.map(({ ref }, i): PartNow => {
      const sum = (change: RowChange) => own[i]!.reduce((n, { rows }) => n + rows[change], 0)
      const rows = { added: sum('added'), gone: sum('gone'), changed: sum('changed') }
      return { ref, value: cell?.parts[i] ?? 0, rows, ...(isPrefecture(county) ? { counties: own[i]! } : {}) }
    })
    return { ...known, value: cell?.value ?? null, parts: found }
  } catch (error) {
    if (!isGone(error)) throw error
    return { ...known, value: null, lost: true, parts: [] }
  }
}

/** Which documents' rows of a part came, went or changed since; `view`: whose rows they are. */
export async function rowsSince(
  house: Asked,
  county: number,
  past: Past,
  ref: string,
  change: RowChange,
  limit: number,
): Promise<{ view: string; list: string; ids: string[] } | undefined> {
  const { id, key, definition } = past
  const part = partsAsOf(definition, periodOfFigure(key)).find((one) => one.ref === ref)
  if (!part || isPrefecture(county)) return undefined // its counties' rows are not its own to read
  const rows = partRows(await house.record.organizations(county), definition, key, part)
  const { view, list } = part.group
  return { view, list, ids: await changedRows(house.record.db, county, { by: county, filing: id, part: ref }, { rows, change, limit }) }
}

const undefinedThings = new Set(['42703', '42P01', '42883'])
/** A column, table or function that the SQL of then speaks of is no more. */
const isGone = (error: unknown) => undefinedThings.has((error as { code?: string }).code ?? '')
