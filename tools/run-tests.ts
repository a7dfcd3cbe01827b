/**
 * `npm test`: every test there is, then one plain last line, `N passed, N failed` (`, N skipped` may follow).
 * The browser journeys, one a file, with the Chromium of this machine; then what reads a real MariaDB; then what needs nothing but npm, on a real PostgreSQL.
 * Without a MariaDB or a Chromium those are skipped and counted as such, a file as one; with CI=1 (or CI=true) that is a failure.
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
const began = Date.now()

/** The test files below a folder whose names end so. */
const filesOf = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(end)).length

/** What needs a program of the machine's: vitest's project, its number of files, whether the program is there. */
const chromium = findChromium()
const needing = [
  {
    project: 'mariadb',
    files: filesOf('src', '.mariadb.test.ts'),
    found: findMariadb() !== undefined,
    missing:
      'No MariaDB on this machine (mariadbd and mariadb-install-db; Debian: apt-get install mariadb-server-core mariadb-client-core)',
  },
  {
    project: 'e2e',
    files: filesOf('test/e2e', '.journey.ts'),
    found: chromium !== undefined,
    missing: 'No Chromium on this machine (CHROMIUM_PATH, chromium, google-chrome)',
  },
]
const left = needing.filter(({ found }) => !found)

/** All projects in one vitest, which keeps its workers busy to the end. Its report says what passed, so that the sum is counted and not read off the screen. */
function run(projects: readonly string[]): Promise<{ report: Report | undefined; code: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'countywide-report-'))
  const file = join(folder, 'report.json')
  const args = [
    'run',
    ...projects.flatMap((one) => ['--project', one]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }) },
  })
  return new Promise((done) => {
    vitest.on('close', (code) => {
      const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
      rmSync(folder, { recursive: true, force: true })
      done({ report, code: code ?? 1 })
    })
  })
}

const { report, code } = await run(['unit', ...needing.flatMap(({ project, found }) => (found ? [project] : []))])
const unplayed = left.map(({ files }): Sum => ({ passed: 0, failed: ci ? files : 0, skipped: ci ? 0 : files }))
const { passed, failed, skipped } = total([tally(report, code), ...unplayed])
process.exitCode = failed || !passed ? 1 : 0
for (const line of failures(report)) console.log(`\nFAILED ${line}`)
for (const { files, missing } of left)
  console.log(`\n${missing}: ${files} ${files === 1 ? 'file' : 'files'} of tests skipped.${ci ? ' With CI=1 that is a failure.' : ''}`)
console.log(`\n${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
