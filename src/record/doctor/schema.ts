import type { Db } from '../db.ts'
import { ensurePartitions, migrations } from '../migrate.ts'
import { type Finding, finding } from './finding.ts'

/** Whether the schema is this program's. */
export async function checkMigrations(db: Db): Promise<Finding> {
  const [there] = await db.query(`select 1 from pg_class where relname = 'migration' and relnamespace = current_schema()::regnamespace`)
  const done = there ? await db.query<{ name: string; hash: string }>('select name, hash from migration') : []
  const shipped = migrations()
  const newer = done.filter(({ name }) => !shipped.some((m) => m.name === name)).map(({ name }) => name)
  const edited = done.filter(({ name, hash }) => shipped.some((m) => m.name === name && m.hash !== hash)).map(({ name }) => name)
  const open = shipped.filter(({ name }) => !done.some((m) => m.name === name)).length
  if (newer.length)
    return finding(
      'migrations',
      'wrong',
      [`数据来自更新的版本：${newer.join(', ')}`, `the data were written by a newer version: ${newer.join(', ')}`],
      {
        mend: ['升级程序', 'upgrade the program'],
      },
    )
  if (edited.length)
    return finding(
      'migrations',
      'wrong',
      [`迁移脚本与执行过的不同：${edited.join(', ')}`, `migrations differ from those that ran: ${edited.join(', ')}`],
      {
        mend: ['重新安装本版本的程序', 'install this version of the program again'],
      },
    )
  if (open)
    return finding('migrations', 'warn', [`数据库结构还差 ${open} 步升级`, `the schema is ${open} steps behind this program`], {
      mend: ['先备份，再启动一次程序', 'back up, then start the program once'],
    })
  return finding('migrations', 'ok', [
    `数据库结构 ${done.length} 步，与程序一致`,
    `the schema has all ${done.length} steps of this program`,
  ])
}

/** Whether this month and the next have partitions of their own. */
export async function checkPartitions(db: Db, now: Date): Promise<Finding> {
  const months = [0, 1].map((n) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString().slice(0, 7).replace('-', ''),
  )
  const wanted = ['history', 'audit'].flatMap((table) => months.map((month) => `${table}_${month}`))
  const rows = await db.query<{ name: string }>('select relname as name from pg_class where relispartition and relname = any($1::text[])', [
    wanted,
  ])
  const missing = wanted.filter((name) => !rows.some((row) => row.name === name))
  return missing.length
    ? finding('partitions', 'warn', [`缺少分区：${missing.join(', ')}`, `partitions are missing: ${missing.join(', ')}`], {
        mend: ['重新启动程序，或用 --fix', 'start the program again, or use --fix'],
        fix: () => ensurePartitions(db, now),
      })
    : finding('partitions', 'ok', ['历史和审计的分区齐备', 'history and audit have partitions for the months ahead'])
}

/** Indexes that were not finished: they cost writes and serve nothing. */
export async function checkIndexes(db: Db): Promise<Finding> {
  const broken = await db.query<{ name: string }>(
    'select indexrelid::regclass::text as name from pg_index where not indisvalid or not indisready',
  )
  return broken.length
    ? finding(
        'indexes',
        'wrong',
        [`索引无效：${broken.map((b) => b.name).join(', ')}`, `indexes are not valid: ${broken.map((b) => b.name).join(', ')}`],
        {
          mend: ['用 --fix 重建', 'make them anew with --fix'],
          fix: async () => {
            for (const { name } of broken) await db.script(`reindex index ${name}`)
          },
        },
      )
    : finding('indexes', 'ok', ['索引全部有效', 'all indexes are valid'])
}

/** Transaction ids that run out, and tables full of rows that nobody can see any more. */
export async function checkVacuum(db: Db): Promise<Finding> {
  const [age] = await db.query<{ n: number }>('select age(datfrozenxid)::bigint as n from pg_database where datname = current_database()')
  const dead = await db.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_stat_user_tables where n_dead_tup > 100000 and n_dead_tup > n_live_tup order by n_dead_tup desc limit 10`,
  )
  const names = dead.map(({ name }) => name).join(', ')
  const more = {
    mend: ['检查 autovacuum 是否开启；用 --fix 立即清理', 'see that autovacuum is on; --fix cleans up now'] as const,
    fix: async () => {
      for (const name of dead.length ? dead.map((d) => d.name) : ['']) await db.script(`vacuum analyze ${name}`)
    },
  }
  if (age!.n > 1_000_000_000) return finding('vacuum', 'wrong', [`事务号年龄 ${age!.n}`, `transaction ids are ${age!.n} old`], more)
  if (dead.length) return finding('vacuum', 'warn', [`死行多于活行：${names}`, `more dead rows than live ones: ${names}`], more)
  return finding('vacuum', 'ok', ['没有需要清理的表', 'no table needs cleaning up'])
}
