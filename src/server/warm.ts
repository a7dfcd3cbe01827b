import { shift } from '../kernel/grammar/period.ts'
import { isPrefecture, library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { cockpitOf } from './cockpit.ts'
import { boardOf } from './plans/now.ts'
import { prefectureBoard } from './prefecture-board.ts'
import { numbersLately } from './without-persons.ts'

/** After the start, and again that long after it was done; milliseconds. */
const pauses = { first: 3000, next: 60_000 }

/**
 * Judges in the background what is opened first by those who may not see persons: of a prefecture the library, the counties side by side and the cockpit, of a county what its public page
 * tells of its plans. While files are read in, nothing: it would be judged again and again. What did not change costs a look.
 * @returns stops it, after what is under way
 */
export function keepWarm(house: House, complain: (error: unknown) => void = console.error, { first, next } = pauses): () => Promise<void> {
  let [stopped, wake] = [false, () => {}]
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, ms).unref()
    })
  const run = async () => {
    for (let ms = first; !stopped; ms = next) {
      await pause(ms)
      const counties = stopped || (await busy(house)) ? [] : await house.record.counties()
      for (const county of counties) if (!stopped) await warm(house, county)
    }
  }
  const guarded = async (): Promise<void> => {
    await run().catch(async (error: unknown) => {
      if (stopped) return
      complain(error)
      await pause(next)
      return guarded()
    })
  }
  const running = guarded()
  return async () => {
    stopped = true
    wake()
    await running
  }
}

/** Whether files are being read in. */
async function busy({ record }: House): Promise<boolean> {
  const [row] = await record.db.query<{ busy: boolean }>(
    `select exists (select 1 from batch where state in ('queued', 'running', 'undoing')) as busy`,
    [],
  )
  return row!.busy
}

async function warm(house: House, county: { id: number; name: string }): Promise<void> {
  if (!isPrefecture(county.id)) {
    await boardOf(house, county.id, true, false)
    return
  }
  const to = shift(localDay(house.clock().toISOString()).slice(0, 7), -1)
  const all = [...(await library(house, county.id)).indicators.values()]
  const question = { from: shift(to, -12), to, grain: 'month', unit: 'prefecture' } as const
  await numbersLately(house, county.id, all, question, true)
  await prefectureBoard(house, county.id)
  await cockpitOf(house, county, { shy: true, mayRead: () => false })
}
