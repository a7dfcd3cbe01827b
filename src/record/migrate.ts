import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Db } from './db.ts'

/** The data and this program do not belong together; the message says how to mend it. */
export class VersionError extends Error {}

const folder = new URL('./migrations/', import.meta.url)
const lock = 0x636f756e // 'coun': one process migrates at a time

/** The numbered migrations that ship with this version, in order. */
export function migrations(from: URL = folder): { name: string; sql: string; hash: string }[] {
  return readdirSync(from)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, from), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Brings the schema up to this version, forward only. Throws when the data come from a newer version or a migration was edited after it ran. */
export async function migrate(db: Db, shipped = migrations()): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lock])
    await tx.script(
      'create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const done = new Map((await tx.query<{ name: string; hash: string }>('select name, hash from migration')).map((m) => [m.name, m.hash]))
    const unknown = [...done.keys()].filter((name) => !shipped.some((m) => m.name === name))
    if (unknown.length)
      throw new VersionError(
        `数据来自更新的版本，请升级程序 / the data were written by a newer version (${unknown.join(', ')}): upgrade the program`,
      )
    const ran: string[] = []
    for (const { name, sql, hash } of shipped) {
      const before = done.get(name)
      if (before && before !== hash)
        throw new VersionError(`迁移脚本被改动 / migration ${name} was edited after it ran: add a new one instead`)
      if (before) continue
      await tx.script(sql)
      await tx.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
      ran.push(name)
    }
    await ensurePartitions(tx, new Date())
    return ran
  })
}

/**
 * Monthly partitions of what grows by time: this month and the next two. Rows of other months go to `_rest`; a server that ran longer than that
 * has rows of this month there, which move to their partition.
 */
export async function ensurePartitions(db: Db, now: Date) {
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lock])
    for (const [table, column] of [
      ['history', 'updated'],
      ['audit', 'at'],
    ] as const)
      for (let ahead = 0; ahead < 3; ahead++) {
        const [from, to] = [ahead, ahead + 1].map((n) =>
          new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString(),
        ) as [string, string]
        const name = `${table}_${from.slice(0, 7).replace('-', '')}`
        const [known] = await tx.query('select 1 from pg_class where relname = $1', [name])
        if (known) continue
        await tx.script(`create table ${name} (like ${table});
          with moved as (delete from ${table}_rest where ${column} >= '${from}' and ${column} < '${to}' returning *) insert into ${name} select * from moved;
          alter table ${table} attach partition ${name} for values from ('${from}') to ('${to}')`)
      }
  })
}
