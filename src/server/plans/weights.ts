import type { TargetNow, Weight } from '../../capabilities/plans/contract.ts'
import { goalOf } from '../../capabilities/plans/path.ts'
import { directionOf } from '../../capabilities/plans/status.ts'
import { weigh, withoutFew } from '../../capabilities/plans/weigh.ts'
import { monthsOf } from '../../kernel/grammar/period.ts'
import { type Library, type Unit, unitsOf } from '../../kernel/perform/library.ts'
import { numbersOf } from '../../kernel/perform/numbers.ts'
import type { House } from '../../kernel/perform/perform.ts'
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
        const cells = await numbersOf(
          house,
          county,
          mine.map(({ found }) => found.indicator),
          question,
        )
        for (const [i, ask] of mine.entries()) {
          const parts = cells[i]!.filter((cell) => cell.period === period && !cell.unit.outside).map((cell) => ({
            ...cell,
            unit: { id: cell.unit.id, name: cell.unit.name },
          }))
          const aim = { goal: ask.goal, direction: directionOf(ask.target, ask.target.baseline), scale: ask.found.indicator.scale ?? 1 }
          const all = weigh(parts, aim)
          weights.get(ask.target)![unit === 'township' ? 'township' : 'organization'] =
            context.shy && ask.found.persons ? withoutFew(all, ask.found.indicator.unit) : all
        }
      }),
    ),
  )
  return weights
}

const tellable = ({ indicator }: Series, unit: Unit, lib: Library, prefecture: boolean) =>
  prefecture || unitsOf(indicator, lib.groups).includes(unit)
