import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { startFeeds } from '../adapters/database/schedule.ts'
import { planFolders } from '../adapters/plans/templates.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Engine } from '../record/engine/launch.ts'
import { openEngine } from '../record/engine/open.ts'
import { type Config, environmentOf, readSecret } from '../server/config.ts'
import { openHouse, startJobs } from '../server/house.ts'
import { httpDoor } from '../server/http.ts'
import { startImportJobs } from '../server/import-jobs.ts'
import { registerWeb } from '../server/web.ts'
import { buildWeb } from './build.ts'
import { UsageError } from './county.ts'

const entry = fileURLToPath(new URL('../../bin/countywide.mjs', import.meta.url))

export type Running = { house: House; engine: Engine; app: FastifyInstance; address: string; stop: () => Promise<void> }

/** Everything up: database, record, jobs, HTTP and the browser door. `stop` ends it in the reverse order. */
export async function open(
  config: Config,
  options: { web?: boolean; log?: boolean; prepare?: (house: House) => Promise<void> } = {},
): Promise<Running> {
  const root = options.web === false ? undefined : await buildWeb()
  const engine = await openEngine(config)
  const house = await openHouse(engine.url).catch(async (error: unknown) => {
    await engine.stop()
    throw error
  })
  const imports = startImportJobs(house.record, { command: [process.execPath, entry, 'import-work'], env: environmentOf(config) })
  const intake = { originals: join(config.data, 'files'), wake: imports.wake }
  const plans = { folders: planFolders(config.data), evidence: join(config.data, 'evidence') }
  const app = await httpDoor(house, { log: options.log ?? true, intake, plans, boundaries: join(config.data, 'boundaries.geojson') })
  if (root) await registerWeb(app, { root })
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
    await app.close()
    await imports.stop()
    await stopFeeds()
    await stopJobs()
    await house.record.close()
    await engine.stop()
  }
  try {
    await options.prepare?.(house)
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await stop()
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new UsageError(`端口 ${config.port} 已被占用，请用 --port 换一个 / port ${config.port} is taken: choose another with --port`)
    throw error
  }
  const { port } = app.server.address() as AddressInfo
  return { house, engine, app, address: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`, stop }
}

/** Ends cleanly on SIGINT and SIGTERM; a second signal does not wait. */
export function stopOnSignal({ stop }: Running) {
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

export async function start(config: Config) {
  const running = await open(config)
  stopOnSignal(running)
  console.log(`县域通已启动 / Countywide is running: ${running.address}`)
  if (!(await running.house.record.counties()).length)
    console.log(
      '首次使用：请在浏览器中打开以上地址，设置县与管理员 / first run: open the address to name the county and make the administrator',
    )
}
