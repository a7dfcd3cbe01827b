import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { AggregatorRegistry } from 'prom-client'
import type { House } from '../kernel/perform/perform.ts'
import { joinEngine } from '../record/engine/open.ts'
import { type Config, environmentOfWorker } from '../server/config.ts'
import { openHouse } from '../server/house.ts'
import { type Metrics, openMetrics } from '../server/metrics.ts'
import { programVersion } from './backup.ts'
import { buildWeb } from './build.ts'
import { openDoor, renewOnHangup, said } from './door.ts'
import { keepHouse } from './keep.ts'

type Figures = Awaited<ReturnType<Metrics['registry']['getMetricsAsJSON']>>
/** What the processes tell each other. */
type Message =
  | { kind: 'listening'; address: string }
  | { kind: 'failed'; message: string }
  | { kind: 'wake' }
  | { kind: 'stop' }
  | { kind: 'renew' }
  | { kind: 'figures'; ask: number; text?: string }
  | { kind: 'own-figures'; ask: number; figures?: Figures }

/** A worker that lived shorter than this is started again only after as long a wait, in milliseconds. */
const shortLife = 1000
/** One that has not ended this long after it was told to is ended, in milliseconds. */
const longest = 25_000
/** How long the first process waits for the figures of another, in milliseconds. */
const patience = 3000
const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null && 'kind' in value

type Several = { house: House; address: string; stop: () => Promise<void> }

/** With `--processes`: the first process keeps the database and the jobs, the others answer on one port. In one of those: undefined. */
export async function openSeveral(config: Config): Promise<Several | undefined> {
  if (cluster.isPrimary) return keep(config, config.service?.processes ?? 1)
  await answer(config).catch((error: unknown) => {
    process.send?.({ kind: 'failed', message: error instanceof Error ? error.message : String(error) } satisfies Message)
    process.exit(1)
  })
  return undefined
}

/** The figures of the first process and of those that answer, as one. It answers no requests itself: it is not among `countywide_processes`. */
function figuresOf({ registry }: Metrics) {
  const waiting = new Map<number, (figures: Figures) => void>()
  let asks = 0
  const ofWorker = (worker: Worker) => {
    const ask = ++asks
    const told = new Promise<Figures>((resolve) => waiting.set(ask, resolve))
    worker.send({ kind: 'own-figures', ask } satisfies Message)
    const late = sleep(patience, [], { ref: false }).then((): Figures => [])
    return Promise.race([told, late]).finally(() => waiting.delete(ask))
  }
  return {
    told: (ask: number, figures: Figures) => waiting.get(ask)?.(figures),
    async all(): Promise<string> {
      const own = (await registry.getMetricsAsJSON()).filter(({ name }) => name !== 'countywide_processes')
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected())
      const others = await Promise.all(workers.map((worker) => ofWorker(worker!)))
      return AggregatorRegistry.aggregate([own, ...others]).metrics()
    },
  }
}

async function keep(config: Config, processes: number) {
  const pages = await buildWeb()
  const { house, metrics, wake, stop: stopKeeping } = await keepHouse(config)
  const figures = figuresOf(metrics)
  const born = new WeakMap<Worker, number>()
  let stopping = false
  let up: (address: string) => void = () => {}
  let failed: (error: Error) => void = () => {}
  const first = new Promise<string>((resolve, reject) => {
    up = resolve
    failed = reject
  })
  const fork = () => {
    if (stopping) return
    born.set(cluster.fork(environmentOfWorker(config, pages)), performance.now())
  }
  const tell = (message: Message) => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.send(message)
  }
  cluster.on('message', (worker, message: unknown) => {
    if (!isMessage(message)) return
    if (message.kind === 'listening') up(message.address)
    else if (message.kind === 'failed') failed(new Error(message.message))
    else if (message.kind === 'wake') wake()
    else if (message.kind === 'own-figures') figures.told(message.ask, message.figures ?? [])
    else if (message.kind === 'figures')
      figures.all().then(
        (text) => worker.send({ ...message, text } satisfies Message),
        () => worker.send({ ...message, text: '' } satisfies Message),
      )
  })
  cluster.on('exit', (worker, code, signal) => {
    if (stopping) return
    console.error(
      `进程 ${worker.process.pid} 已终止，另起一个 / process ${worker.process.pid} has ended (${signal ?? code}), another one is started`,
    )
    const lived = performance.now() - (born.get(worker) ?? 0)
    setTimeout(fork, lived < shortLife ? shortLife : 0)
  })
  const stop = async () => {
    stopping = true
    const left = Object.values(cluster.workers ?? {})
    const ended = left.map((worker) => new Promise((resolve) => worker?.once('exit', resolve)))
    tell({ kind: 'stop' })
    const late = setTimeout(() => {
      for (const worker of left) worker?.process.kill('SIGKILL')
    }, longest)
    await Promise.all(ended)
    clearTimeout(late)
    await stopKeeping()
  }
  cluster.schedulingPolicy = cluster.SCHED_NONE // each takes its connections from the system: one that is handed on is lost when its process dies before it has it
  for (let i = 0; i < processes; i++) fork()
  const address = await first.catch(async (error: Error) => {
    await stop()
    throw error
  })
  renewOnHangup(() => tell({ kind: 'renew' }))
  return { house, address, stop }
}

/** One that answers: ends when it is told to, or when the first process is gone; signals to the whole group are the first one's business. */
async function answer(config: Config): Promise<void> {
  let open: { renew(): void; stop(): Promise<void> } | undefined
  let metrics: Metrics | undefined
  const stop = () => (open ? void open.stop() : process.exit(0)) // told to while it was still starting
  const asked = new Map<number, (text: string) => void>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
  process.on('disconnect', stop)
  process.on('message', (message: unknown) => {
    if (!isMessage(message)) return
    if (message.kind === 'stop') stop()
    else if (message.kind === 'renew') said(() => open?.renew())
    else if (message.kind === 'figures') {
      asked.get(message.ask)?.(message.text ?? '')
      asked.delete(message.ask)
    } else if (message.kind === 'own-figures')
      void metrics?.registry.getMetricsAsJSON().then((figures) => process.send?.({ ...message, figures } satisfies Message))
  })
  const engine = await joinEngine(config)
  metrics = openMetrics(programVersion())
  const house = await openHouse(engine.url, undefined, metrics.group)
  const send = (message: Message) => void process.send?.(message)
  let asks = 0
  const figures = () =>
    new Promise<string>((resolve) => {
      asks += 1
      asked.set(asks, resolve)
      send({ kind: 'figures', ask: asks })
    })
  const pages = config.service?.pages
  const door = await openDoor(config, { house, url: engine.url, pages, wake: () => send({ kind: 'wake' }), metrics, figures, log: true })
  open = {
    renew: door.renew,
    stop: async () => {
      await door.close()
      await house.record.close()
      process.exit(0)
    },
  }
  await door.listen()
  send({ kind: 'listening', address: door.address })
}
