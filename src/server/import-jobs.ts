import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { endBatch, nextBatches } from '../record/batch.ts'
import type { RecordStore } from '../record/record.ts'

/** `command`: program and arguments that work on a batch when `--county N --batch ID` follows. */
export type ImportJobsOptions = {
  command: readonly [string, ...string[]]
  /** Environment of the workers; this process's own unless told. */
  env?: NodeJS.ProcessEnv
  everyMs?: number
  complain?: (error: unknown) => void
}
export type ImportJobs = {
  /** Something waits: looks at once instead of a moment later. */
  wake: () => void
  stop: () => Promise<void>
}
const most = 3 // deaths of a worker over one batch
const died = [
  '导入进程多次意外终止，已导入的部分都在，可以继续',
  'The import process died several times; what is in stays in, and it can be resumed',
] as const

/**
 * Works on the batches that wait, each in a process of its own so that the server answers meanwhile, one at a time a county. Those that were interrupted by a stop or
 * a crash are taken up again; the batch's lock decides whether somebody has it already. A stop ends the workers after the chunk in hand.
 */
export function startImportJobs(
  { db }: Pick<RecordStore, 'db'>,
  { command, env, everyMs = 2000, complain = console.error }: ImportJobsOptions,
): ImportJobs {
  const [program, ...args] = command
  const workers = new Map<number, { stop: () => void; ended: Promise<void> }>()
  const deaths = new Map<string, number>()
  let stopped = false
  let first = true
  let wake = () => {}

  const start = (county: number, batch: string) => {
    const child = spawn(program, [...args, '--county', String(county), '--batch', batch], {
      stdio: ['ignore', 'ignore', 'inherit'],
      ...(env ? { env } : {}),
    })
    if (child.pid) gently(child.pid)
    const ended = new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(-1))
      child.on('exit', resolve)
    }).then(async (code) => {
      workers.delete(county)
      if (code !== 0 && !stopped) await mourn(county, batch)
      wake()
    })
    workers.set(county, { stop: () => child.kill('SIGTERM'), ended: ended.catch(complain) })
  }
  const mourn = async (county: number, batch: string) => {
    const count = (deaths.get(batch) ?? 0) + 1
    deaths.set(batch, count)
    if (count < most) return
    deaths.delete(batch)
    await endBatch(db, county, batch, 'paused', died)
  }
  const run = async () => {
    while (!stopped) {
      try {
        for (const { county, id } of await nextBatches(db, [...workers.keys()], first)) start(county, id)
        first = false
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
  return {
    wake: () => wake(),
    stop: async () => {
      stopped = true
      wake()
      await running
      for (const worker of workers.values()) worker.stop()
      await Promise.all([...workers.values()].map(({ ended }) => ended))
    },
  }
}

/** Behind the server's own work; where that is not allowed it runs beside it. */
function gently(pid: number) {
  try {
    setPriority(pid, 5)
  } catch {
    // not on this system
  }
}
