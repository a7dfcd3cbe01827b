import cluster from 'node:cluster'
import type { FastifyInstance } from 'fastify'
import type { House } from '../kernel/perform/perform.ts'
import type { Engine } from '../record/engine/launch.ts'
import type { Config } from '../server/config.ts'
import { buildWeb } from './build.ts'
import { type DoorParts, openDoor, renewOnHangup } from './door.ts'
import { keepHouse } from './keep.ts'

export type Running = { house: House; engine: Engine; app: FastifyInstance; address: string; stop: () => Promise<void> }

/** Everything up in this one process: database, record, jobs, HTTP and the browser door. `stop` ends it in the reverse order. */
export async function open(
  config: Config,
  options: { web?: boolean; log?: DoorParts['log']; prepare?: (house: House) => Promise<void> } = {},
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

/** Ends cleanly on SIGINT and SIGTERM; a second signal does not wait, unless it is the same one that came twice (npm and timeout signal the group besides). */
export function stopOnSignal({ stop }: Pick<Running, 'stop'>) {
  let since: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (since !== undefined) {
        if (performance.now() - since > 1000) process.exit(1)
        return
      }
      since = performance.now()
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
