import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Db, openDb } from '../src/record/db.ts'

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

type Options = { max?: number; template?: string }

/** A fresh, migrated database on a real PostgreSQL for one test file, or a copy of another `template`; `close` drops it. About 50 ms. */
export async function testDb(options: Options = {}): Promise<{ db: Db; url: string; close: () => Promise<void> }> {
  const { url: server, template: migrated } = inject('server')
  const { template = migrated } = options
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const root = openDb(server, { max: 1 })
  await root.query(`create database ${name} template ${template}`)
  const url = withDatabase(server, name)
  const db = openDb(url, { max: options.max ?? 4 })
  const close = async () => {
    await db.close()
    await root.query(`drop database if exists ${name} with (force)`)
    await root.close()
  }
  return { db, url, close }
}

/**
 * What several test files begin with: a migrated database and a folder. Whoever comes first in a run fills both, the others wait for him; each copies the database
 * (`testDb`), the folder is for all to read.
 */
export async function standing(
  name: string,
  fill: (url: string, folder: string) => Promise<void>,
): Promise<{ template: string; folder: string }> {
  const { url: server, template: migrated, shared } = inject('server')
  const template = `${migrated}_${name}`
  const folder = join(shared, name)
  const root = openDb(server, { max: 1 })
  try {
    await root.query('select pg_advisory_lock(hashtext($1))', [template])
    if (existsSync(folder)) return { template, folder }
    await root.query(`drop database if exists ${template}`)
    await root.query(`create database ${template} template ${migrated}`)
    const half = `${folder}.half`
    rmSync(half, { recursive: true, force: true })
    mkdirSync(half)
    await fill(withDatabase(server, template), half)
    renameSync(half, folder)
    return { template, folder }
  } finally {
    await root.close()
  }
}
