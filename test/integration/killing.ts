import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Db } from '../../src/record/db.ts'
import { locateCluster } from '../../src/record/engine/cluster.ts'
import { readPostmaster } from '../../src/record/engine/postmaster.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** No process of a server opens the pages of the browser, or vitest: without them it does not load what they need, which takes longer than all else. */
const serverOnly: Plugin = {
  name: 'server only',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\.tsx$/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined))
    onResolve({ filter: /^vitest$/ }, ({ path }) => ({ path, external: true, sideEffects: false }))
  },
}

/** A program of this folder as one file, with the migrations beside it as in the source: it starts in half a second instead of two. */
export async function bundled(name: string): Promise<string> {
  const folder = join(root, `node_modules/.cache/crash-test-${process.pid}`)
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [join(root, `test/integration/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [serverOnly],
    logLevel: 'error',
  })
  rmSync(join(folder, 'migrations'), { recursive: true, force: true }) // one that was renamed since would run twice
  cpSync(join(root, 'src/record/migrations'), join(folder, 'migrations'), { recursive: true })
  return outfile
}

/** What a dead process had sent may still be committing: waits until its connections are gone. `own`: writers of the living. */
export async function settled(db: Db, own: number): Promise<void> {
  const writing = `select count(*)::int as n from pg_stat_activity where application_name like 'countywide-writer-%'`
  while ((await db.query<{ n: number }>(writing))[0]!.n > own) await sleep(10)
}

/** Every process of the database server, postmaster first, as the power cut would end them. */
export function killServer(data: string): void {
  const { pid } = readPostmaster(locateCluster(data).folder)!
  const parentOf = (one: string) => Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${one}/stat`, 'utf8'))?.[1])
  const children = readdirSync('/proc').filter((one) => {
    try {
      return /^\d+$/.test(one) && parentOf(one) === pid
    } catch {
      return false // it ended meanwhile
    }
  })
  for (const one of [pid, ...children.map(Number)]) process.kill(one, 'SIGKILL')
}
