import type { Db } from '../db.ts'
import { type Finding, finding } from './finding.ts'

const minutes = (since: Date | null, now: Date) => (since ? Math.round((now.getTime() - since.getTime()) / 60_000) : 0)

/** Whether the database's clock and this program's tell the same time, and neither has gone back. */
export async function checkClock(db: Db, now: () => Date): Promise<Finding> {
  const [row] = await db.query<{ now: Date; last: Date | null }>('select clock_timestamp() as now, (select max(at) from audit) as last')
  const here = now().getTime()
  const apart = Math.round(Math.abs(row!.now.getTime() - here) / 1000)
  const mend = ['开启时间同步（chrony 或 systemd-timesyncd）', 'let the machine keep time (chrony or systemd-timesyncd)'] as const
  if (apart > 5)
    return finding(
      'clock',
      'wrong',
      [`程序与数据库的时钟相差 ${apart} 秒`, `the program's clock and the database's are ${apart} s apart`],
      { mend },
    )
  if (row!.last && row!.last.getTime() > here + 60_000)
    return finding(
      'clock',
      'wrong',
      ['审计中有将来的记录：时钟曾被拨回', 'the audit trail has entries of the future: the clock was set back'],
      { mend },
    )
  return finding('clock', 'ok', ['时钟一致', 'the clocks agree'])
}

/** Connections that are left. */
export async function checkConnections(db: Db): Promise<Finding> {
  const [row] = await db.query<{ used: number; most: number }>(
    `select (select count(*) from pg_stat_activity where backend_type = 'client backend') as used, current_setting('max_connections')::int as most`,
  )
  const { used, most } = row!
  return finding(
    'connections',
    used > most * 0.9 ? 'wrong' : used > most * 0.75 ? 'warn' : 'ok',
    [`数据库连接 ${used} / ${most}`, `${used} of ${most} connections are in use`],
    {
      mend: ['减少 --processes，或提高 max_connections', 'fewer --processes, or raise max_connections'],
    },
  )
}

/** What a running server works on within seconds: old work means that none runs, or that it is stuck. */
export async function checkBacklog(db: Db, now: () => Date): Promise<Finding[]> {
  const [row] = await db.query<{ outbox: Date | null; overdue: Date | null; stale: number }>(
    `select (select min(at) from outbox) as outbox, (select min(due_at) from deadline) as overdue, (select count(*) from (select from stale limit 200000) s) as stale`,
  )
  const { outbox, overdue, stale } = row!
  const mend = ['确认服务在运行，查看日志', 'see that the server runs, and what it logs'] as const
  const old = (check: string, zh: string, en: string, age: number) =>
    age > 10
      ? finding(check, 'warn', [`${zh}：最早的已等 ${age} 分钟`, `${en}: the oldest has waited for ${age} minutes`], { mend })
      : finding(check, 'ok', [`${zh}：没有积压`, `${en}: nothing waits`])
  return [
    old('outbox', '待投递的事件', 'events to deliver', minutes(outbox, now())),
    old('deadlines', '到期事项', 'deadlines', minutes(overdue, now())),
    stale > 100_000
      ? finding('stale', 'warn', [`待重算的标记 ${stale} 个以上`, `${stale} or more marks wait to be counted`], {
          mend: ['打开一次指标页即会重算', 'opening the indicators counts them'],
        })
      : finding('stale', 'ok', [`待重算的标记 ${stale} 个`, `${stale} marks wait to be counted`]),
  ]
}

/** Imports whose process is gone, and hospital databases that are silent or cannot be read. */
export async function checkIntake(db: Db): Promise<Finding[]> {
  const stuck = await db.query<{ county: number; file: string }>(
    `select county_id as county, file_name as file from batch where state in ('running', 'undoing') and coalesce(heartbeat_at, started_at) < now() - interval '10 minutes' limit 20`,
  )
  const feeds = await db.query<{ county: number; name: string; state: string }>(
    `select county_id as county, name, state from feed where active and state in ('silent', 'failing') limit 20`,
  )
  return [
    stuck.length
      ? finding('imports', 'warn', [`导入停滞：${stuck.length} 批`, `${stuck.length} imports stand still`], {
          mend: ['启动服务即会继续；或用 undo 撤销', 'they go on when the server starts; or take them back with undo'],
        })
      : finding('imports', 'ok', ['没有停滞的导入', 'no import stands still']),
    feeds.length
      ? finding(
          'feeds',
          'warn',
          [
            `医院数据库没有数据或读取失败：${feeds.map((f) => f.name).join(', ')}`,
            `hospital databases are silent or fail: ${feeds.map((f) => `${f.name} ${f.state}`).join(', ')}`,
          ],
          { mend: ['用 feeds --check 查看原因', 'see why with feeds --check'] },
        )
      : finding('feeds', 'ok', ['接入的医院数据库正常', 'the hospital databases are read']),
  ]
}
