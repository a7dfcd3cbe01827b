import { dropOriginals, type Retention } from '../adapters/files/originals.ts'
import { capabilities } from '../capabilities/index.ts'
import { sweep } from '../kernel/perform/deadlines.ts'
import { deliver } from '../kernel/perform/events.ts'
import type { House } from '../kernel/perform/perform.ts'
import { registryOf } from '../kernel/perform/registry.ts'
import { answersForgetter } from '../record/answered.ts'
import { sweepDays } from '../record/cell-days.ts'
import { sweepConditionals } from '../record/conditionals.ts'
import { localDay } from '../record/local-day.ts'
import { type Observer, openRecord } from '../record/record.ts'
import { prepareCounty } from './county.ts'
import { openLastMonth } from './reporting.ts'

/** Opens the record with everything the capabilities bring. `observe` hears of every group that is committed. */
export async function openHouse(url: string, clock: () => Date = () => new Date(), observe?: Observer): Promise<House> {
  const registry = registryOf(capabilities)
  const record = await openRecord(
    url,
    capabilities.flatMap((c) => c.views.map((view) => view.definition)),
    {
      ...(observe ? { observe } : {}),
      indexes: new Map(
        capabilities.flatMap((c) => c.views.flatMap(({ definition, index }) => (index ? [[definition.name, index] as const] : []))),
      ),
      measured: new Set(
        capabilities.flatMap((c) => c.measures.flatMap((group) => [group.view, ...(group.also ?? []).map(({ view }) => view)])),
      ),
    },
  )
  for (const county of await record.counties()) await prepareCounty(record, county, clock())
  return { record, registry, clock }
}

const minute = 60_000

const day = 86_400_000
/** How many organisations each county has: whoever is added owes what is due by then. */
const institutionsIn = async ({ record }: House) =>
  (await Promise.all((await record.counties()).map(async ({ id }) => (await record.organizations(id)).length))).join()

/** `answersKeptDays`: for so long a repeated Idempotency-Key is answered as it was the first time. `originals`: those of imports whose time is over are removed. */
export type JobOptions = {
  everyMs?: number
  complain?: (error: unknown) => void
  answersKeptDays?: number
  originals?: Retention | undefined
}

/** Sweeps deadlines, conditions and answers that are over and delivers events until stopped; a failure is said once and tried again a moment later. */
export function startJobs(
  house: House,
  { everyMs = 1000, complain = console.error, answersKeptDays = 7, originals }: JobOptions = {},
): () => Promise<void> {
  const forget = answersForgetter(house.record)
  let stopped = false
  let wake = () => {}
  let opened = ''
  let swept = 0
  const run = async () => {
    while (!stopped) {
      try {
        const now = `${house.clock().toISOString().slice(0, 13)} ${await institutionsIn(house)}`
        if (now !== opened) {
          await openLastMonth(house)
          await sweepDays(house.record.db, `${localDay(house.clock().toISOString()).slice(0, 7)}-01`)
          if (originals) await dropOriginals(house.record.db, originals, house.clock())
        }
        opened = now
        await sweep(house)
        await deliver(house)
        if (performance.now() - swept > minute) {
          swept = performance.now()
          const at = house.clock()
          await sweepConditionals(house.record, at.toISOString())
          await forget(new Date(at.getTime() - answersKeptDays * day).toISOString())
        }
      } catch (error) {
        complain(error)
      }
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, everyMs).unref()
      })
    }
  }
  const running = run()
  return async () => {
    stopped = true
    wake()
    await running
  }
}
