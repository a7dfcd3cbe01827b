import { openDb } from '../../src/record/db.ts'
import { newId } from '../../src/record/ids.ts'
import { arrayText } from '../../src/record/table.ts'
import { answering, cpuMs } from './child.ts'

export type RawAsked = { callers: number; seconds: number; doc: string }
export type RawWorked = { inserts: number; seconds: number; cpu: number }

/**
 * What PostgreSQL alone gives the same callers: `raw-inserts.ts <database>`. Documents of one table with its key; callers that wait at the same moment share
 * one durable statement, over two connections. No HTTP, no rules, nothing beside the document.
 */
const connections = await Promise.all([1, 2].map(async () => openDb(process.argv[2]!, { max: 1 })))
await connections[0]!.script(
  'create table if not exists raw_document (county_id int not null, type text not null, id text not null, version int not null, doc text not null, primary key (county_id, type, id))',
)
const idle = [...connections]
const queue: { id: string; done: () => void; failed: (error: unknown) => void }[] = []

async function run(doc: string) {
  const db = idle.pop()
  if (!db) return
  while (queue.length) {
    const group = queue.splice(0, 64)
    const ids = arrayText(group.map((one) => one.id))
    const docs = arrayText(group.map(() => doc))
    await db
      .query(
        `insert into raw_document (county_id, type, id, version, doc)
         select 141099, 'Encounter', u.id, 1, u.doc from unnest($1::text::text[], $2::text::text[]) u(id, doc)`,
        [ids, docs],
      )
      .then(
        () => group.forEach((one) => void one.done()),
        (error: unknown) => group.forEach((one) => void one.failed(error)),
      )
  }
  idle.push(db)
}

answering(
  async ({ callers, seconds, doc }: RawAsked): Promise<RawWorked> => {
    const end = performance.now() + seconds * 1000
    const before = cpuMs()
    let inserts = 0
    await Promise.all(
      Array.from({ length: callers }, async () => {
        while (performance.now() < end) {
          await new Promise<void>((done, failed) => {
            queue.push({ id: newId(), done, failed })
            void run(doc)
          })
          inserts++
        }
      }),
    )
    return { inserts, seconds, cpu: cpuMs() - before }
  },
  async () => void (await Promise.all(connections.map((db) => db.close()))),
)
process.send!('ready')
