import type { House } from '../kernel/perform/perform.ts'
import { joinEngine } from '../record/engine/open.ts'
import type { Config } from '../server/config.ts'
import { openHouse } from '../server/house.ts'

/** A house for one command, beside a running server or alone, closed afterwards whatever happens. */
export async function withHouse<T>(config: Config, work: (house: House) => Promise<T>): Promise<T> {
  const engine = await joinEngine(config)
  try {
    const house = await openHouse(engine.url)
    try {
      return await work(house)
    } finally {
      await house.record.close()
    }
  } finally {
    await engine.stop()
  }
}
