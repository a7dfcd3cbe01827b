import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { codeOf } from '../record/engine/error.ts'
import { needed, sweep } from './bundles.ts'
import { UsageError } from './county.ts'

const house = fileURLToPath(new URL('../../', import.meta.url))
const bundles = join(house, 'dist', 'web')

/** What the bundle is made of, as one hash: every source file, the build's own settings and the locked dependencies. */
function sourcesHash(): string {
  const hash = createHash('sha256')
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (entry.isDirectory()) walk(join(folder, entry.name))
      else if (!entry.name.endsWith('.test.ts')) hash.update(entry.name).update(readFileSync(join(folder, entry.name)))
  }
  walk(join(house, 'src'))
  for (const file of ['vite.config.ts', 'package-lock.json']) hash.update(readFileSync(join(house, file)))
  return hash.digest('hex')
}

/**
 * The folder of the browser bundle, `dist/web/<hash of the sources>`, built now if it is not there; says how long it took. It stays as long as this process
 * lives, however many newer ones other starts build.
 */
export async function buildWeb(say: (text: string) => void = (text) => process.stderr.write(`${text}\n`)): Promise<string> {
  const out = join(bundles, sourcesHash().slice(0, 16))
  if (existsSync(out)) {
    needed(out)
    return out
  }
  const began = performance.now()
  const half = `${out}.${process.pid}`
  try {
    mkdirSync(half, { recursive: true })
  } catch (error) {
    throw new UsageError(
      `网页没有构建，且 ${bundles} 不可写（${codeOf(error)}）；请用程序目录的属主执行一次 build / the pages are not built and ${bundles} cannot be written (${codeOf(error)}): run build once as the owner of the program`,
    )
  }
  const { build } = await import('vite')
  // the runner reads the settings without writing a file beside them: a service may write nothing but dist
  await build({ configFile: join(house, 'vite.config.ts'), configLoader: 'runner', logLevel: 'warn', build: { outDir: half } })
  await Promise.all(readdirSync(join(half, 'assets')).map((name) => compress(join(half, 'assets', name))))
  if (!existsSync(out)) renameSync(half, out)
  needed(out)
  sweep(bundles, Date.now())
  say(`网页已构建 / browser pages built ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return out
}

/** Beside each text asset its gzip and brotli forms, so that serving costs nothing. */
async function compress(file: string) {
  if (!/\.(js|css|svg)$/.test(file)) return
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
}
