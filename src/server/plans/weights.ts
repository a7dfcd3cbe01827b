import type { TargetNow, Weight } from '../../capabilities/plans/contract.ts'
import { goalOf } from '../../capabilities/plans/path.ts'
import { directionOf } from '../../capabilities/plans/status.ts'
import { weigh } from '../../capabilities/plans/weigh.ts'
import { monthsOf } from '../../kernel/grammar/period.ts'
import { type Library, type Unit, unitsOf } from '../../kernel/perform/library.ts'
import type { IndicatorCell, Question } from '../../kernel/perform/numbers.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { numbersFor } from '../without-persons.ts'
import type { Context } from './context.ts'
import { isMeasured, isShort } from './target.ts'
import { type Series, wantedKey } from './values.ts'

type Heaviest = TargetNow['heaviest']
type Ask = { target: TargetNow; found: Series; period: string; grain: 'month' | 'quarter' | 'year' | 'rolling'; goal: number }

/**
 * Who weighs on the targets that are not met: all their indicators of one grain and period read at once, by institution and township (of a prefecture: by county). Met,
 * unknown and formula targets have no weights: a formula's parts do not add up.
 */
export async function weightsOf(
  house: House,
  county: number,
  lib: Library,
  targets: readonly TargetNow[],
  context: Context,
): Promise<ReadonlyMap<TargetNow, Heaviest>> {
  const asks = targets.flatMap((target): Ask[] => {
    const { measure, now, status } = target
    if (!isMeasured(measure) || !now?.period || !isShort(status)) return []
    const found = context.series.get(wantedKey({ ...measure, code: measure.indicator }))
    const goal = goalOf(target, target.baseline)
    return found && !found.indicator.formula && goal !== undefined
      ? [{ target, found, period: now.period, grain: measure.grain, goal }]
      : []
  })
  const weights = new Map<TargetNow, { organization: Weight[]; township: Weight[] }>()
  for (const { target } of asks) weights.set(target, { organization: [], township: [] })
  const units: readonly Unit[] = context.prefecture ? ['county'] : ['organization', 'township']
  const batches = [...new Set(asks.map(({ grain, period }) => `${grain}|${period}`))]
  await Promise.all(
    units.flatMap((unit) =>
      batches.map(async (batch) => {
        const mine = asks.filter(
          ({ grain, period, found }) => `${grain}|${period}` === batch && tellable(found, unit, lib, context.prefecture),
        )
        if (!mine.length) return
        const [{ grain, period }] = mine as [Ask]
        const [first, to] = monthsOf(period, grain)!
        const question = { from: grain === 'rolling' ? to : first, to, grain, unit }
        const cells = await cellsOf(
          house,
          county,
          mine.map(({ found }) => found),
          question,
          context.shy,
        )
        for (const [i, ask] of mine.entries()) {
          const parts = cells[i]!.filter(
            (cell) => cell.period === period && !cell.unit.outside && (cell.numerator !== 0 || cell.denominator !== 0),
          )
          const aim = { goal: ask.goal, direction: directionOf(ask.target, ask.target.baseline), scale: ask.found.indicator.scale ?? 1 }
          const named = parts.map((part) => ({ ...part, unit: { id: part.unit.id, name: part.unit.name } }))
          weights.get(ask.target)![unit === 'township' ? 'township' : 'organization'] = weigh(named, aim)
        }
      }),
    ),
  )
  return weights
}

type Shown = Pick<IndicatorCell, 'period' | 'unit' | 'value' | 'numerator' | 'denominator' | 'lastYear'>
/** The cells of indicators, to who may not see persons without what a handful of them make or would give it away. */
async function cellsOf(house: House, county: number, found: readonly Series[], question: Question, shy: boolean): Promise<Shown[][]> {
  const indicators = found.map(({ indicator }) => indicator)
  const all = await numbersFor(house, county, indicators, question, shy)
  return all.map((cells) =>
    cells.flatMap(({ numerator, denominator, ...cell }): Shown[] =>
      numerator === null ? [] : [{ ...cell, numerator, ...(typeof denominator === 'number' ? { denominator } : {}) }],
    ),
  )
}

const tellable = ({ indicator }: Series, unit: Unit, lib: Library, prefecture: boolean) =>
  prefecture || unitsOf(indicator, lib.groups).includes(unit)
