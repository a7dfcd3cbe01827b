/**
 * `npm test`: every test there is, then one plain last line, `N passed, N failed` (`, N skipped` may follow).
 * First what needs no browser, on a real PostgreSQL; then the browser journeys, one a file, with the Chromium of this machine. Without a Chromium
 * the journeys are skipped and counted as such; with CI=1 (or CI=true) that is a failure.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.ts'
import { type Report, type Sum, tally, total } from './tally.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const ci = ['1', 'true'].includes(process.env['CI'] ?? '')
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
    vitest.on('close', (code) => done(tally(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined, code ?? 1)))
  })
}

/** The journeys, or the count of those that could not be made. */
async function journeys(): Promise<Sum> {
  const folder = join(root, 'test/e2e')
  const count = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.journey.ts')).length : 0
  const chromium = findChromium()
  if (count === 0) return { passed: 0, failed: 0, skipped: 0 }
  if (chromium) return run('e2e', { CHROMIUM_PATH: chromium })
  console.log(`\nNo Chromium on this machine (CHROMIUM_PATH, chromium, google-chrome): ${count} browser journeys skipped.`)
  if (ci) console.log('With CI=1 that is a failure.')
  return { passed: 0, failed: ci ? count : 0, skipped: ci ? 0 : count }
}

const began = Date.now()
const { passed, failed, skipped } = total([await run('unit'), await journeys()])
rmSync(reports, { recursive: true, force: true })
process.exitCode = failed || !passed ? 1 : 0
console.log(`\n${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
