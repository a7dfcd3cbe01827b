import { createHash } from 'node:crypto'
import { isTransient } from '../../record/db.ts'
import { freezeRows, sweepOrphans } from '../../record/filing-rows.ts'
import { newId } from '../../record/ids.ts'
import { localDay } from '../../record/local-day.ts'
import type { Definition, FigureKey, Frozen, FrozenPart } from '../grammar/frozen.ts'
import { readingOf } from '../grammar/measure.ts'
import { refuse } from '../grammar/refusal.ts'
import { countingOn } from './counting.ts'
import { partRows, placesOf } from './figure-rows.ts'
import { computedOf, isPrefecture, type Library, library, unitsOf } from './library.ts'
import type { Asked } from './numbers.ts'
import { type PartAsOf, partsAsOf, periodOfFigure, reckon } from './reckoning.ts'

const attempts = 3
const filingType = 'indicator.filing'

/** The definition of an indicator today, in the reading asked for; undefined where there is none. */
export function definitionIn(lib: Library, { code, variant }: Pick<FigureKey, 'code' | 'variant'>): Definition | undefined {
  const found = lib.indicators.get(code)
  const indicator = found && readingOf(found, variant)
  if (!indicator) return undefined
  const names = new Set(computedOf(indicator).refs.map((ref) => ref.group))
  return { indicator, groups: [...names].map((name) => lib.groups.get(name)!) }
}

/**
 * Freezes a figure: its value, its parts, its definition, and the ids of the rows behind it, all of one snapshot (repeatable read). The rows are in the record under a new
 * id when this returns; the document that makes them a filing comes after, in its own write, and rows that never got one are swept an hour later.
 * @throws Refusal 'missing' for no such indicator or no number there, 'invalid' for a unit or a period it is not told for
 */
export async function freeze(house: Asked, county: number, key: FigureKey): Promise<Frozen> {
  const now = house.clock()
  const lib = await library(house, county)
  const definition = definitionIn(lib, key)
  if (!definition) throw refuse('missing', ['没有这个指标或口径', 'No such indicator or reading'])
  const above = isPrefecture(county)
  if (!above && !unitsOf(definition.indicator, lib.groups).includes(key.unit))
    throw refuse('invalid', ['这个指标没有这种单位的数', 'This indicator is not told for such a unit'])
  const period = periodOfFigure(key)
  await house.record.shared.cells(county, [...lib.groups.values()], localDay(now.toISOString()))
  await sweepOrphans(house.record.db, county, filingType, now.getTime())
  for (let attempt = 1; ; attempt++)
    try {
      return await house.record.db.transaction(async (tx) => {
        await tx.query('set transaction isolation level repeatable read')
        const then = countingOn(house, tx)
        const parts = partsAsOf(definition, period)
        const cell = await reckon(then, county, key, definition, parts)
        if (!cell) throw refuse('missing', ['这个期间、这个单位没有数', 'There is no number for this period and unit'])
        const id = newId(now.getTime())
        const places = await placesOf(house, county, key)
        const own: NonNullable<FrozenPart['counties']>[number][][] = parts.map(() => [])
        for (const { id: at, name, key: there, nodes, kept } of places) {
          const values = above ? (await reckon(then, at, there, definition, parts))?.parts : cell.parts
          for (const [i, part] of parts.entries()) {
            const rows = await freezeRows(
              tx,
              at,
              { by: county, filing: id, part: kept(part.ref) },
              partRows(nodes, definition, there, part),
            )
            own[i]!.push({ id: at, name, rows, value: values?.[i] ?? 0 })
          }
        }
        const frozen = parts.map((part, i): FrozenPart => {
          const rows = own[i]!.reduce((sum, { rows }) => sum + rows, 0)
          return { ...shown(part), rows, value: cell.parts[i]!, ...(above ? { counties: own[i]! } : {}) }
        })
        const text = JSON.stringify(definition)
        return {
          id,
          name: definition.indicator.text,
          measure: definition.indicator.unit,
          unitName: cell.unitName,
          value: cell.value,
          numerator: cell.numerator,
          ...(cell.denominator === undefined ? {} : { denominator: cell.denominator }),
          ...(cell.partial ? { partial: true as const } : {}),
          parts: frozen,
          definition: text,
          hash: createHash('sha256').update(text).digest('hex'),
        }
      })
    } catch (error) {
      if (!isTransient(error) || attempt >= attempts) throw error // somebody else counted the same cells anew
    }
}

const shown = ({ ref, sides, from, to }: PartAsOf): Pick<FrozenPart, 'ref' | 'sides' | 'from' | 'to'> => ({ ref, sides, from, to })
