import type { Resource } from '../../fhir/resource.ts'
import { verifyAudit } from '../audit.ts'
import type { Db } from '../db.ts'
import { searchVersion } from '../search/rebuild.ts'
import { searchRows } from '../search/rows.ts'
import { tables } from '../table.ts'
import { type Finding, finding } from './finding.ts'

type County = { id: number; name: string }
export const countiesOf = (db: Db): Promise<County[]> => db.query<County>('select county_id as id, name from county order by 1')

/** Whether each county's flat tables and search rows were filled by the definitions of this program. `hashes`: by view. */
export async function checkViews(db: Db, counties: readonly County[], hashes: ReadonlyMap<string, string>): Promise<Finding> {
  const filled = await db.query<{ county_id: number; view: string; hash: string }>('select county_id, view, hash from view_table')
  const wanted = new Map([...hashes, ['search', searchVersion]])
  const behind = counties.flatMap(({ id }) =>
    [...wanted]
      .filter(([view, hash]) => !filled.some((f) => f.county_id === id && f.view === view && f.hash === hash))
      .map(([view]) => `${id} ${view}`),
  )
  return behind.length
    ? finding(
        'views',
        'warn',
        [`待重建的表：${behind.slice(0, 10).join(', ')}`, `tables to be filled anew: ${behind.slice(0, 10).join(', ')}`],
        {
          mend: ['启动一次程序即会重建', 'starting the program once fills them'],
        },
      )
    : finding('views', 'ok', [`${wanted.size} 张派生表都是最新定义`, `all ${wanted.size} derived tables are of this program's definition`])
}

type Sampled = { id: string; doc: string; label_bits: number; tok: string | null }
const sorted = (tok: unknown) => [...new Set(String(tok).replace(/[{}]/g, '').split(','))].sort().join()
const column = tables.token.columns.findIndex(([name]) => name === 'tok')

/** Recomputes the search rows of some documents (all of them when `full`) and compares them with those that are kept. */
export async function checkSearch(db: Db, { id: county, name }: County, full: boolean): Promise<Finding> {
  let [seen, wrong] = [0, 0]
  for (const { type } of await db.query<{ type: string }>(
    `with recursive t as ((select type from resource where county_id = $1 order by type limit 1)
       union all select (select type from resource where county_id = $1 and type > t.type order by type limit 1) from t where t.type is not null)
     select type from t where type is not null`,
    [county],
  ))
    for (let last = ''; ; ) {
      const rows = await db.query<Sampled>(
        `select r.id, r.doc, r.label_bits, t.tok::text as tok from resource r left join token t using (county_id, type, id)
         where r.county_id = $1 and r.type = $2 and r.id > $3 and not r.deleted order by r.id limit $4`,
        [county, type, last, full ? 2000 : 100],
      )
      for (const { doc, label_bits, tok } of rows) {
        const found = searchRows(county, JSON.parse(doc) as Resource, label_bits).find(([table]) => table === tables.token)?.[1][0]
        seen += 1
        if (found ? tok === null || sorted(found[column]) !== sorted(tok) : tok !== null) wrong += 1
      }
      if (!full || !rows.length) break
      last = rows.at(-1)!.id
    }
  return wrong
    ? finding(
        'search',
        'wrong',
        [
          `${name}：${seen} 份文档中 ${wrong} 份的检索行不一致`,
          `${county}: the search rows of ${wrong} of ${seen} documents are not theirs`,
        ],
        {
          mend: ['用 --fix 后重新启动：检索行会重建', 'use --fix and start again: the search rows are written anew'],
          fix: async () => void (await db.query(`delete from view_table where county_id = $1 and view = 'search'`, [county])),
        },
      )
    : finding('search', 'ok', [`${name}：${seen} 份文档的检索行一致`, `${county}: the search rows of ${seen} documents are theirs`])
}

/** The audit chains: every entry recomputed when `full`, else that none is missing and the last is the one the chain ends with. */
export async function checkAudit(db: Db, { id: county, name }: County, full: boolean): Promise<Finding> {
  const mend = [
    '用 verify 查看是哪一条；保留现场和备份，联系负责人',
    'see with verify which entry it is; keep the database and its backups as they are, and call who is responsible',
  ] as const
  if (full) {
    const { entries, broken } = await verifyAudit(db, county)
    return broken.length
      ? finding(
          'audit',
          'wrong',
          [`${name}：审计链有 ${broken.length} 处不符`, `${county}: the audit chains are broken in ${broken.length} places`],
          { mend },
        )
      : finding('audit', 'ok', [`${name}：${entries} 条审计全部核对`, `${county}: all ${entries} audit entries verified`])
  }
  const [row] = await db.query<{ broken: number; entries: number }>(
    `select count(*) filter (where c.n is distinct from h.seq or (h.seq > 0 and not exists (select from audit a where a.county_id = $1 and a.chain = h.chain and a.seq = h.seq and a.hash = h.hash))) as broken,
       coalesce(sum(c.n), 0)::bigint as entries
     from (select chain, count(*) as n from audit where county_id = $1 group by chain) c full join (select chain, seq, hash from audit_head where county_id = $1 and seq > 0) h using (chain)`,
    [county],
  )
  return row!.broken
    ? finding(
        'audit',
        'wrong',
        [
          `${name}：${row!.broken} 条审计链缺条目或末尾不符`,
          `${county}: ${row!.broken} audit chains lack entries or do not end as they should`,
        ],
        { mend },
      )
    : finding('audit', 'ok', [
        `${name}：${row!.entries} 条审计无缺（逐条核对用 --full）`,
        `${county}: none of ${row!.entries} audit entries is missing (--full recomputes each)`,
      ])
}
