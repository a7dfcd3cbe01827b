import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { needed, sweep } from './bundles.ts'

const bundles = mkdtempSync(join(tmpdir(), 'countywide-bundles-'))
afterAll(() => rmSync(bundles, { recursive: true, force: true }))

it('five later builds leave a running server its pages; of those that nobody needed for a day the three newest stay', () => {
  const now = Date.now()
  const made = (name: string, hoursAgo: number) => {
    const at = (now - hoursAgo * 3_600_000) / 1000
    mkdirSync(join(bundles, name))
    utimesSync(join(bundles, name), at, at)
  }
  made('served', 300)
  needed(join(bundles, 'served'))
  for (let n = 1; n <= 5; n++) made(`today-${n}`, n)
  for (let n = 1; n <= 3; n++) made(`old-${n}`, 30 + n)
  sweep(bundles, now)
  expect(readdirSync(bundles).sort()).toEqual(['served', 'today-1', 'today-2', 'today-3', 'today-4', 'today-5'])
  sweep(bundles, now + 23.5 * 3_600_000)
  expect(readdirSync(bundles).sort()).toEqual(['served', 'today-1', 'today-2'])
  sweep(bundles, now + 300 * 3_600_000)
  expect(readdirSync(bundles)).toHaveLength(3)
})
