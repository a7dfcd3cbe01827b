import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDb } from '../src/record/db.ts'
import { launchEngine } from '../src/record/engine/launch.ts'
import { migrate } from '../src/record/migrate.ts'
import { withDatabase } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: { url: string; template: string }
  }
}

/** The server to test on: `TEST_DATABASE_URL` (a superuser of any PostgreSQL 15–18), else the built-in engine in a folder of its own. */
async function server() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  const data = mkdtempSync(join(tmpdir(), 'countywide-test-'))
  chmodSync(data, 0o755) // as root the server's own account must reach it
  const engine = await launchEngine({
    data,
    settings: { fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_connections: '400' },
  })
  const stop = async () => {
    await engine.stop()
    rmSync(data, { recursive: true, force: true })
  }
  return { url: engine.url, stop }
}

/** One server for the whole run, with one migrated database that every test file copies (`testDb`). */
export default async function setup(project: TestProject) {
  const { url, stop } = await server()
  const template = `template_${process.pid}_${project.name}`
  const root = openDb(url, { max: 1 })
  await root.query(`drop database if exists ${template}`)
  await root.query(`create database ${template}`)
  const db = openDb(withDatabase(url, template), { max: 1 })
  await migrate(db)
  await db.close()
  project.provide('server', { url, template })
  return async () => {
    await root.query(`drop database if exists ${template}`)
    await root.close()
    await stop()
  }
}
