import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { type Db, openDb } from '../src/record/db.ts'

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** A fresh, migrated database on a real PostgreSQL for one test file; `close` drops it. About 50 ms. */
export async function testDb(options: { max?: number } = {}): Promise<{ db: Db; url: string; close: () => Promise<void> }> {
  const { url: server, template } = inject('server')
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
