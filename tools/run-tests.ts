/**
 * `npm test`: every test there is, then one plain last line, `N passed, N failed` (`, N skipped` may follow).
 * First what needs nothing but npm, on a real PostgreSQL; then what reads a real MariaDB; then the browser journeys, one a file, with the Chromium of this
 * machine. Without a MariaDB or a Chromium those are skipped and counted as such, a file as one; with CI=1 (or CI=true) that is a failure.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.ts'
import { findMariadb } from './mariadb.ts'
import { failures, type Report, type Sum, tally, total } from './tally.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const ci = ['1', 'true'].includes(process.env['CI'] ?? '')
const told: string[] = []
const reports = mkdtempSync(join(tmpdir(), 'countywide-report-'))

/** One vitest project. Its report says what passed, so that the sum is counted and not read off the screen. */
function run(project: string, env: Record<string, string> = {}): Promise<Sum> {
  const file = join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return new Promise((done) => {
    vitest.on('close', (code) => {
      const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
      told.push(...failures(report))
      done(tally(report, code ?? 1))
    })
  })
}

/** The test files below a folder whose names end so. */
const filesOf = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(end)).length

/** What needs a program of the machine's, or the count of files that could not be run without it. */
async function needing(project: string, files: number, found: Record<string, string> | undefined, missing: string): Promise<Sum> {
  if (files === 0) return { passed: 0, failed: 0, skipped: 0 }
  if (found) return run(project, found)
  console.log(`\n${missing}: ${files} ${files === 1 ? 'file' : 'files'} of tests skipped.`)
  if (ci) console.log('With CI=1 that is a failure.')
  return { passed: 0, failed: ci ? files : 0, skipped: ci ? 0 : files }
}

const mariadb = () =>
  needing(
    'mariadb',
    filesOf('src', '.mariadb.test.ts'),
    findMariadb() && {},
    'No MariaDB on this machine (mariadbd and mariadb-install-db; Debian: apt-get install mariadb-server-core mariadb-client-core)',
  )

/** The journeys, one a file. */
function journeys(): Promise<Sum> {
  const chromium = findChromium()
  const missing = 'No Chromium on this machine (CHROMIUM_PATH, chromium, google-chrome)'
  return needing('e2e', filesOf('test/e2e', '.journey.ts'), chromium === undefined ? undefined : { CHROMIUM_PATH: chromium }, missing)
}

const began = Date.now()
const { passed, failed, skipped } = total([await run('unit'), await mariadb(), await journeys()])
rmSync(reports, { recursive: true, force: true })
process.exitCode = failed || !passed ? 1 : 0
for (const line of told) console.log(`\nFAILED ${line}`)
console.log(`\n${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
