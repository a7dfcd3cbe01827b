import type { Capability } from '../grammar/capability.ts'
import type { Indicator } from '../grammar/measure.ts'
import type { Known } from '../grammar/operation.ts'
import { type Counted, library } from './library.ts'

const knownBy = (indicators: Iterable<Indicator>, capabilities: readonly Capability[]): Known => ({
  indicators: new Map(
    [...indicators].map(({ code, unit, variants }) => [code, { unit, readings: (variants ?? []).map(({ name }) => name) }] as const),
  ),
  lists: new Set(capabilities.flatMap((c) => c.lists.map(({ name }) => name))),
})

/** What the house itself can count and list, without any county. */
export const knownOf = (capabilities: readonly Capability[]): Known =>
  knownBy(
    capabilities.flatMap((c) => c.indicators),
    capabilities,
  )

/** The same with the indicators that the county defines for itself. */
export async function known(house: Counted, county: number): Promise<Known> {
  return knownBy((await library(house, county)).indicators.values(), house.registry.capabilities)
}
