import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { planFolders } from '../adapters/plans/templates.ts'
import type { House } from '../kernel/perform/perform.ts'
import { openDb } from '../record/db.ts'
import type { Config } from '../server/config.ts'
import { httpDoor } from '../server/http.ts'
import type { Metrics } from '../server/metrics.ts'
import { readTls, redirecting, reloadTls } from '../server/tls.ts'
import { keepWarm } from '../server/warm.ts'
import { registerWeb } from '../server/web.ts'
import { UsageError } from './county.ts'

/** Requests under way get this long to end when the server stops, in milliseconds. */
const drain = 10_000

/** Where bulk exports lie until they are fetched. */
export const exportsIn = ({ data }: Config): string => join(data, 'exports')

/** `wake`: an import or an export waits. `figures`: those of all processes. `log`: whether, and where if not on standard output. */
export type DoorParts = {
  house: House
  url: string
  pages: string | undefined
  wake: () => void
  metrics?: Metrics
  figures?: () => Promise<string>
  log: boolean | 'stderr'
}
export type OpenDoor = { app: FastifyInstance; address: string; listen(): Promise<void>; renew(): void; close(): Promise<void> }

const taken = (port: number) =>
  new UsageError(`端口 ${port} 已被占用，请用 --port 换一个 / port ${port} is taken: choose another with --port`)
const busy = (error: unknown, port: number): unknown => ((error as { code?: string }).code === 'EADDRINUSE' ? taken(port) : error)

/** HTTP, pages, TLS and the port that sends people on to it, not listening yet. */
export async function openDoor(config: Config, { house, url, pages, wake, metrics, figures, log }: DoorParts): Promise<OpenDoor> {
  const { service, data } = config
  const tls = service?.tls
  const app = await httpDoor(house, {
    intake: { originals: join(data, 'files'), wake },
    exports: { folder: exportsIn(config), wake },
    plans: { folders: planFolders(data), evidence: join(data, 'evidence') },
    boundaries: join(data, 'boundaries.geojson'),
    pulse: () => openDb(url, { max: 1, name: 'countywide-pulse' }),
    ...(log ? { log: { level: service?.logLevel ?? 'info', ...(log === 'stderr' ? { out: log } : {}) } } : {}),
    ...(service?.publicUrl ? { origin: service.publicUrl } : {}),
    ...(metrics ? { metrics } : {}),
    ...(figures ? { figures } : {}),
    ...(service?.metricsToken ? { metricsToken: service.metricsToken } : {}),
    ...(tls ? { tls: readTls(tls) } : {}),
  })
  if (pages) await registerWeb(app, { root: pages })
  const stopWarming = keepWarm(house)
  const redirect = tls && service.redirectPort !== undefined ? redirecting(config.port) : undefined
  const scheme = tls ? 'https' : 'http'
  return {
    app,
    get address() {
      const { port } = app.server.address() as AddressInfo
      return `${scheme}://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`
    },
    listen: async () => {
      await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => Promise.reject(busy(error, config.port)))
      const port = service?.redirectPort
      if (redirect && port !== undefined)
        await new Promise<void>((resolve, reject) =>
          redirect.once('error', (error) => reject(busy(error, port))).listen(port, config.host, resolve),
        )
    },
    renew: () => {
      if (tls) reloadTls(app.server as unknown as TlsServer, tls)
    },
    close: async () => {
      redirect?.close()
      const patience = setTimeout(() => app.server.closeAllConnections(), drain)
      await Promise.all([app.close(), stopWarming()])
      clearTimeout(patience)
    },
  }
}

/** Does it, and says what went wrong instead of ending the process. */
export function said(work: () => void): void {
  try {
    work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}

/** A renewed certificate is taken into use on SIGHUP; one that does not fit is said and the old one stays. */
export const renewOnHangup = (renew: () => void): void => void process.on('SIGHUP', () => said(renew))
