import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measure } from './bundle-size.ts'

const house = fileURLToPath(new URL('../', import.meta.url))
const outDir = mkdtempSync(join(tmpdir(), 'countywide-web-'))
// In a process of its own: under test, NODE_ENV would give React's development build.
beforeAll(() => {
  const { VITEST: _, ...env } = process.env
  execFileSync(
    process.execPath,
    [join(house, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', outDir, '--emptyOutDir'],
    {
      cwd: house,
      env: { ...env, NODE_ENV: 'production' },
    },
  )
})
afterAll(() => rmSync(outDir, { recursive: true }))

test('sign-in, workbench and every page keep to their budgets', () => {
  const measured = measure(outDir)
  expect(measured.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['sign-in', 'workbench', 'page Indicators.tsx', 'page ListPage.tsx']),
  )
  expect(measured.filter(({ kB, budget }) => kB > budget)).toEqual([])
})

/** What Chromium 88 lacks and a bundler does not rewrite and web/older.ts does not mend: methods and globals that came with 89 to 122. */
const tooNew =
  /[\w)\]]\.(findLastIndex|toSorted|toReversed|toSpliced|isWellFormed)\(|\b(structuredClone|Object\.groupBy|Array\.fromAsync|Promise\.withResolvers|crypto\.randomUUID|AbortSignal\.(?:timeout|any))\(/g
test('nothing newer than Chromium 88 is called', () => {
  expect('list.toSorted()').toMatch(tooNew)
  const assets = join(outDir, 'assets')
  const called = readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => (readFileSync(join(assets, name), 'utf8').match(tooNew) ?? []).map((call) => `${name}: ${call}`))
  expect(called).toEqual([])
})
test('the page has no inline script or style: the content security policy stays strict', () => {
  const page = readFileSync(join(outDir, 'index.html'), 'utf8')
  expect(page).toMatch(/<script type="module"[^>]* src="/)
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/)
})
