import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

const unit = ['src/**/*.test.ts', 'test/**/*.test.ts', 'county/**/*.test.ts', 'tools/**/*.test.ts']
const maria = ['src/**/*.mariadb.test.ts']
/** Not isolated: the files that one worker runs share its process and its modules, so that these are loaded and warm once and not some 300 times. */
const shared = { pool: 'forks' as const, isolate: false, testTimeout: 30_000, hookTimeout: 120_000 }

/** Long files first, unless the command says otherwise: `--sequence.shuffle.files` takes them in any order. */
const sequence = process.argv.some((word) => word.startsWith('--sequence')) ? {} : { sequencer: LongestFirst }

/** `npx vitest run --project unit` needs nothing but npm; `--project mariadb` reads a real MariaDB; `--project e2e` plays the browser journeys, one a file. */
export default defineConfig({
  test: {
    maxWorkers: 3,
    globalSetup: ['test/global-setup.ts'], // once for all projects
    sequence,
    projects: [
      { test: { ...shared, name: 'unit', include: unit, exclude: maria } },
      { test: { ...shared, name: 'mariadb', include: maria } },
      { test: { ...shared, name: 'e2e', include: ['test/e2e/**/*.journey.ts'], testTimeout: 120_000 } },
    ],
  },
})
