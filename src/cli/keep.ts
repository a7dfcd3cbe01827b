import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startFeeds } from '../adapters/database/schedule.ts'
import { statementType, taskType } from '../capabilities/plans/fhir.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Engine } from '../record/engine/launch.ts'
import { openEngine } from '../record/engine/open.ts'
import { type Config, environmentOf, readSecret, unfinishedRestore } from '../server/config.ts'
import { startExports } from '../server/fhir/bulk/run.ts'
import { openHouse, startJobs } from '../server/house.ts'
import { startImportJobs } from '../server/import-jobs.ts'
import { type Metrics, openMetrics } from '../server/metrics.ts'
import { programVersion } from './backup.ts'
import { UsageError } from './county.ts'
import { exportsIn } from './door.ts'

const entry = fileURLToPath(new URL('../../bin/countywide.mjs', import.meta.url))

/** Database, record and jobs, without a door. */
type Keeping = { house: House; engine: Engine; metrics: Metrics; wake: () => void; stop: () => Promise<void> }

/** Starts the database and what works in the background; only one process of a house does. `stop` ends it in the reverse order. */
export async function keepHouse(config: Config): Promise<Keeping> {
  if (existsSync(unfinishedRestore(config.data)))
    throw new UsageError(
      `${config.data} 中的恢复没有完成；请删除该目录，重新执行 restore / a restore into ${config.data} was not finished: delete the folder and restore again`,
    )
  const engine = await openEngine(config)
  const metrics = openMetrics(programVersion())
  const house = await openHouse(engine.url, undefined, metrics.group).catch(async (error: unknown) => {
    await engine.stop()
    throw error
  })
  const imports = startImportJobs(house.record, { command: [process.execPath, entry, 'import-work'], env: environmentOf(config) })
  const exports = startExports(house.record, exportsIn(config), house.clock)
  const stopJobs = startJobs(
    house,
    config.service && {
      answersKeptDays: config.service.idempotencyDays,
      originals: config.service.originalsDays
        ? { folder: join(config.data, 'files'), days: config.service.originalsDays, naming: [statementType, taskType] }
        : undefined,
    },
  )
  const stopFeeds = startFeeds({ record: house.record, folder: join(config.data, 'feeds'), secret: readSecret, now: house.clock })
  const watch = setInterval(
    () =>
      void engine
        .revive()
        .then(
          (again) => again && console.error('数据库进程曾意外终止，已重新启动 / the database process had died and was started again'),
          console.error,
        ),
    1000,
  )
  const stop = async () => {
    clearInterval(watch)
    await imports.stop()
    await exports.stop()
    await stopFeeds()
    await stopJobs()
    await house.record.close()
    await engine.stop()
  }
  const wake = () => {
    imports.wake()
    exports.wake()
  }
  return { house, engine, metrics, wake, stop }
}
