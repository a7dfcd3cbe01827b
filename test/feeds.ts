import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import type { Feed } from '../src/adapters/database/feed.ts'
import { readFeed } from '../src/adapters/database/folder.ts'
import { kinds } from '../src/adapters/files/kinds/index.ts'
import { makeIdCard } from '../src/fhir/china/id-card.ts'
import { type Db, openDb } from '../src/record/db.ts'
import { county } from './house.ts'
import { withDatabase } from './postgres.ts'

/** The columns of the hospital's view, and what they mean. */
export const mapping = {
  visit_no: '就诊号',
  org: '机构代码',
  id_card: '证件号码',
  name: '姓名',
  at: '就诊时间',
  class: '就诊类别',
  dept: '科室',
  diagnosis: '诊断编码',
  total: '总费用',
}
/** The nth visit of the hospital, in the order of the table's columns but the last, which the test decides: when the row was last changed. */
export const visit = (n: number) => ({
  id: n,
  visit_no: `HIS${String(n).padStart(7, '0')}`,
  org: 'QY000002X',
  id_card: makeIdCard('141099', `19${50 + (n % 40)}-0${1 + (n % 9)}-11`, n % 1000),
  name: `${['单', '解', '张', '曾'][n % 4]}晓梅`,
  at: `2026-01-${String(1 + (n % 28)).padStart(2, '0')} 08:${String(n % 60).padStart(2, '0')}:00`,
  class: n % 10 ? '门诊' : '急诊',
  dept: n % 3 ? '全科' : null,
  diagnosis: 'I10.x00',
  total: `${n % 300}.50`,
})

/** A feed as its file would give it; what is wrong with it fails the test. */
export function feedOf(change: Record<string, unknown>, name = 'hospital'): Feed {
  const file = {
    county,
    driver: 'postgres',
    host: '127.0.0.1',
    database: 'his',
    user: 'reader',
    password: { env: 'HIS_PASSWORD' },
    view: 'v_visits',
    kind: 'visits',
    mapping,
    watermark: { column: 'updated', type: 'time', overlap: 600 },
    key: 'id',
    ...change,
  }
  const read = readFeed(name, JSON.stringify(file), kinds)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.feed
}

export type Hospital = { db: Db; feed: (change?: Record<string, unknown>) => Feed; password: string; close: () => Promise<void> }

/** A hospital on PostgreSQL: another database in the tests' cluster, with the view and an account that may only read it. */
export async function postgresHospital(encoding = 'UTF8'): Promise<Hospital> {
  const { url: server } = inject('server')
  const root = openDb(server, { max: 1 })
  const database = `his_${randomUUID().replaceAll('-', '')}`
  const password = randomUUID()
  await root.query(`create database ${database} encoding '${encoding}' locale 'C' template template0`)
  await root.query(`create role ${database} login password '${password}'`)
  const url = withDatabase(server, database)
  const db = openDb(url, { max: 2, settings: { TimeZone: 'Asia/Shanghai' } })
  await db.script(
    `create table visits (id bigint primary key, visit_no text, org text, id_card text, name text, at timestamp, class text, dept text, diagnosis text,
       total numeric(12, 2), updated timestamptz);
     create index visits_updated on visits (updated, id);
     create view v_visits as select * from visits;
     grant select on v_visits to ${database}`,
  )
  const { hostname, port } = new URL(url)
  return {
    db,
    password,
    feed: (change = {}) => feedOf({ host: hostname, port: Number(port), database, user: database, ...change }),
    close: async () => {
      await db.close()
      await root.query(`drop database ${database} with (force)`)
      await root.query(`drop role ${database}`)
      await root.close()
    },
  }
}

/** Puts visits into the hospital's table, or changes them; `updated` is local time with its offset. */
export async function putVisits(db: Db, numbers: readonly number[], updated: string, change: Partial<ReturnType<typeof visit>> = {}) {
  await db.query(
    `insert into visits select v.*, $2::timestamptz from jsonb_to_recordset($1::text::jsonb)
       v(id bigint, visit_no text, org text, id_card text, name text, at timestamp, class text, dept text, diagnosis text, total numeric)
     on conflict (id) do update set name = excluded.name, total = excluded.total, dept = excluded.dept, updated = excluded.updated`,
    [JSON.stringify(numbers.map((n) => ({ ...visit(n), ...change }))), updated],
  )
}
export const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)
