import { openDb } from '../../src/record/db.ts'
import { newId } from '../../src/record/ids.ts'
import { arrayText } from '../../src/record/table.ts'
import { answering } from './child.ts'
import { codes, patientId, patients } from './fhir-data.ts'

export type RawKind = 'read' | 'transaction' | 'newest' | 'total'
export type RawKindAsked = { kind: RawKind; callers: number; seconds: number; doc: string }

/** What PostgreSQL alone gives the same number of callers on the same documents, over two connections: `fhir-raw.ts <database>`. No HTTP, no rules. */
const db = openDb(process.argv[2]!, { max: 2 })
const someone = () => Math.floor(Math.random() * patients)
await db.script(`create table if not exists raw_code (county_id int not null, code text not null, id text not null, primary key (county_id, code, id));
  create table if not exists raw_document (county_id int not null, type text not null, id text not null, version int not null, doc text not null, primary key (county_id, type, id))`)
await db.query(
  `insert into raw_code select 141099, $1, id from resource where county_id = 141099 and type = 'Observation' and doc like $2 on conflict do nothing`,
  [codes[1], `%"code":"${codes[1]}"%`],
)
await db.script('vacuum analyze raw_code')

const asks: Record<RawKind, (doc: string) => Promise<unknown>> = {
  read: () =>
    db.query('select doc from resource where county_id = 141099 and type = $1 and id = $2', ['Observation', `bench-o${someone()}-0`]),
  transaction: (doc) => {
    const [ids, docs] = [arrayText(Array.from({ length: 150 }, () => newId())), arrayText(Array.from({ length: 150 }, () => doc))]
    return db.query(
      `insert into raw_document (county_id, type, id, version, doc) select 141099, 'Observation', u.id, 1, u.doc from unnest($1::text::text[], $2::text::text[]) u(id, doc)`,
      [ids, docs],
    )
  },
  newest: () => {
    const n = someone()
    const ids = Array.from({ length: 20 }, (_, k) => `bench-o${n}-${k * codes.length}`)
    return db.query(`select doc from resource where county_id = 141099 and type = 'Observation' and id = any($1::text[])`, [ids])
  },
  total: () => db.query('select count(*) from raw_code where county_id = 141099 and code = $1', [codes[1]]),
}

answering(
  async ({ kind, callers, seconds, doc }: RawKindAsked): Promise<number> => {
    const end = performance.now() + seconds * 1000
    let done = 0
    await Promise.all(
      Array.from({ length: callers }, async () => {
        while (performance.now() < end) {
          await asks[kind](doc)
          done++
        }
      }),
    )
    return (done * (kind === 'transaction' ? 150 : 1)) / seconds
  },
  () => db.close(),
)
process.send!(patientId(0))
