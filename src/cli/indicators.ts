import type { Config } from '../server/config.ts'
import { measure } from '../server/indicators.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

type Options = { county?: string; code: string; from?: string; to?: string; json?: boolean }

/** One indicator by institution and month, as a table or JSON. */
export async function printIndicator(config: Config, options: Options) {
  await withHouse(config, async ({ record, registry, clock }) => {
    const county = await chooseCounty(record, options.county)
    const capability = registry.capabilities.find((c) => c.indicators.some((i) => i.code === options.code))
    const indicator = capability?.indicators.find((i) => i.code === options.code)
    const group = capability?.measures.find((m) => m.name === indicator?.group)
    if (!indicator || !group) throw new UsageError(`没有这个指标 / no such indicator: ${options.code}`)
    const to = options.to ?? clock().toISOString().slice(0, 7)
    const cells = await measure({ record, registry }, county, indicator, group, {
      from: options.from ?? `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`,
      to,
      grain: 'month',
      unit: 'organization',
    })
    if (options.json) console.log(JSON.stringify(cells))
    else for (const { period, unit, value } of cells) console.log(`${period}\t${unit.name}\t${value ?? '—'}`)
  })
}
