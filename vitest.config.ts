import { defineConfig } from 'vitest/config'

const unit = ['src/**/*.test.ts', 'test/**/*.test.ts', 'county/**/*.test.ts', 'tools/**/*.test.ts']
const maria = ['src/**/*.mariadb.test.ts']
const shared = { globalSetup: ['test/global-setup.ts'], pool: 'forks' as const, testTimeout: 30_000, hookTimeout: 120_000 }

/** `npx vitest run --project unit` needs nothing but npm; `--project mariadb` reads a real MariaDB; `--project e2e` plays the browser journeys, one a file. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'unit', include: unit, exclude: maria } },
      { test: { ...shared, name: 'mariadb', include: maria } },
      { test: { ...shared, name: 'e2e', include: ['test/e2e/**/*.journey.ts'], testTimeout: 120_000 } },
    ],
  },
})
