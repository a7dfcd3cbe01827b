import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDb } from '../src/record/db.ts'
import { launchEngine } from '../src/record/engine/launch.ts'
import { migrate } from '../src/record/migrate.ts'
import { withDatabase } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** `template`: the migrated database that test files copy. `shared`: a folder of the run, for what is made once and used by several files. */
    server: { url: string; template: string; shared: string }
  }
}

/** The server to test on: `TEST_DATABASE_URL` (a superuser of any PostgreSQL 15–18), else the built-in engine in the folder. */
async function server(data: string) {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  return launchEngine({
    data,
    settings: { fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_connections: '400' },
  })
}

/** One server for the whole run, with one migrated database that every test file copies (`testDb`). */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'countywide-test-'))
  chmodSync(folder, 0o755) // as root the server's own account must reach it
  const shared = join(folder, 'shared')
  mkdirSync(shared)
  const { url, stop } = await server(folder)
  const ours = `template_${process.pid}_`
  const template = `${ours}migrated`
  const root = openDb(url, { max: 1 })
  const drop = async () => {
    const left = await root.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [ours])
    for (const { name } of left) await root.query(`drop database ${name} with (force)`)
  }
  await drop()
  await root.query(`create database ${template}`)
  const db = openDb(withDatabase(url, template), { max: 1 })
  await migrate(db)
  await db.close()
  project.provide('server', { url, template, shared })
  return async () => {
    await drop()
    await root.close()
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
