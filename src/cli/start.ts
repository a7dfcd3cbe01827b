import cluster from 'node:cluster'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { startFeeds } from '../adapters/database/schedule.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Engine } from '../record/engine/launch.ts'
import { openEngine } from '../record/engine/open.ts'
import { type Config, environmentOf, readSecret, unfinishedRestore } from '../server/config.ts'
import { startExports } from '../server/fhir/bulk/run.ts'
import { openHouse, startJobs } from '../server/house.ts'
import { startImportJobs } from '../server/import-jobs.ts'
import { type Metrics, openMetrics } from '../server/metrics.ts'
import { programVersion } from './backup.ts'
import { buildWeb } from './build.ts'
import { UsageError } from './county.ts'
import { exportsIn, openDoor, renewOnHangup } from './door.ts'

const entry = fileURLToPath(new URL('../../bin/countywide.mjs', import.meta.url))

export type Running = { house: House; engine: Engine; app: FastifyInstance; address: string; stop: () => Promise<void> }
/** Database, record and jobs, without a door. */
export type Keeping = { house: House; engine: Engine; metrics: Metrics; wake: () => void; stop: () => Promise<void> }

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
  const stopJobs = startJobs(house)
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

/** Everything up in this one process: database, record, jobs, HTTP and the browser door. `stop` ends it in the reverse order. */
export async function open(
  config: Config,
  options: { web?: boolean; log?: boolean; prepare?: (house: House) => Promise<void> } = {},
): Promise<Running> {
  const pages = options.web === false ? undefined : await buildWeb()
  const { house, engine, metrics, wake, stop: stopKeeping } = await keepHouse(config)
  try {
    await options.prepare?.(house)
    const door = await openDoor(config, { house, url: engine.url, pages, wake, metrics, log: options.log ?? true })
    const stop = () => door.close().then(stopKeeping)
    await door.listen().catch(async (error: unknown) => {
      await door.close()
      throw error
    })
    renewOnHangup(door.renew)
    return { house, engine, app: door.app, address: door.address, stop }
  } catch (error) {
    await stopKeeping()
    throw error
  }
}

/** Ends cleanly on SIGINT and SIGTERM; a second signal does not wait. */
export function stopOnSignal({ stop }: Pick<Running, 'stop'>) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error)
          process.exit(1)
        },
      )
    })
}

/** One process, or with `--processes` one that keeps the house and several that answer. */
export async function start(config: Config) {
  const several = cluster.isWorker || (config.service?.processes ?? 1) > 1
  const running = several ? await (await import('./processes.ts')).openSeveral(config) : await open(config)
  if (!running) return // a process that answers: the first one speaks
  stopOnSignal(running)
  console.error(`县域通已启动 / Countywide is running: ${running.address}`)
  if (!(await running.house.record.counties()).length)
    console.error(
      '首次使用：请在浏览器中打开以上地址，设置县与管理员 / first run: open the address to name the county and make the administrator',
    )
}
