import type { Db } from './db.ts'
import type { Incoming, LineRefusal } from './incoming.ts'
import { Lost } from './write.ts'

/** Takes out the lines whose documents claim what another document holds, in the record or further up in the same chunk. */
export async function withoutClaimed(
  db: Db,
  county: number,
  documents: readonly Incoming[],
): Promise<{ documents: readonly Incoming[]; refusals: LineRefusal[] }> {
  const claiming = documents.filter((d) => d.claims?.length)
  if (!claiming.length) return { documents, refusals: [] }
  const rows = await db.query<{ resource: string; holder: string }>(
    'select resource, holder from claim where county_id = $1 and slot = 1 and resource = any($2) and until > now()',
    [county, claiming.flatMap((d) => d.claims!)],
  )
  const holders = new Map(rows.map((row) => [row.resource, row.holder]))
  const refusals: LineRefusal[] = []
  for (const d of claiming)
    for (const claim of d.claims!) {
      const holder = holders.get(claim) ?? d.id
      holders.set(claim, holder)
      if (holder !== d.id)
        refusals.push({
          line: d.line ?? 0,
          column: '',
          value: '',
          rule: 'claimed',
          message: [
            `已登记在另一份档案（${holder}），请核对是否同一人或同一事物`,
            `Registered with another document already (${holder}): check whether both are the same`,
          ],
        })
    }
  const out = new Set(refusals.map((r) => r.line))
  return { documents: out.size ? documents.filter((d) => !out.has(d.line ?? 0)) : documents, refusals }
}

/** Writes that these documents hold their claims. @throws Lost when somebody else was first */
export async function putClaims(tx: Db, county: number, documents: readonly Pick<Incoming, 'id' | 'claims'>[]): Promise<void> {
  const claims = documents.flatMap(({ id, claims = [] }) => claims.map((claim) => [claim, id] as const))
  if (!claims.length) return
  const held = await tx.query(
    `insert into claim as c (county_id, resource, slot, holder) select $1, u.resource, 1, u.holder from unnest($2::text[], $3::text[]) u(resource, holder)
     on conflict (county_id, resource, slot) do update set holder = excluded.holder, until = 'infinity' where c.until < now() or c.holder = excluded.holder returning 1`,
    [county, claims.map(([claim]) => claim), claims.map(([, id]) => id)],
  )
  if (held.length !== claims.length) throw new Lost('taken')
}
