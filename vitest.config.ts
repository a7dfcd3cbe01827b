import { defineConfig } from 'vitest/config'

const unit = ['src/**/*.test.ts', 'test/**/*.test.ts', 'county/**/*.test.ts', 'tools/**/*.test.ts']
const shared = { globalSetup: ['test/global-setup.ts'], pool: 'forks' as const, testTimeout: 30_000, hookTimeout: 60_000 }

/** `npx vitest run --project unit` is everything but the browser; `--project e2e` plays the browser journeys, one a file. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'unit', include: unit } },
      { test: { ...shared, name: 'e2e', include: ['test/e2e/**/*.journey.ts'], testTimeout: 120_000 } },
    ],
  },
})
