import type { Resource } from '../../fhir/resource.ts'
import { decided } from '../binding.ts'
import type { Db } from '../db.ts'
import { openDictionary } from '../dictionary.ts'
import { extract } from '../extract.ts'
import { countUnrelated, relateAll } from '../relation.ts'
import { residentMark } from '../residents.ts'
import { copyLine, tables } from '../table.ts'
import { type Finding, finding } from './finding.ts'

type County = { id: number; name: string }
const bound = `select from person p where p.county_id = $1 and p.patient_id = r.id and p.valid_to = 'infinity'`
const named = 'select from person_name n where n.county_id = $1 and n.patient_id = r.id'
const lost = `from resource r where r.county_id = $1 and r.type = 'Patient' and not r.deleted and (not exists (${bound}) or not exists (${named}))`
const twice = `select patient_id from person where county_id = $1 and valid_to = 'infinity' group by patient_id having count(*) > 1`

/** Whether every patient is one person, and is found by name: without that no page finds him, and no number counts him. */
export async function checkPersons(db: Db, { id: county, name }: County): Promise<Finding> {
  const [row] = await db.query<{ lost: number; twice: number }>(
    `select (select count(*)::int ${lost}) as lost, (select count(*)::int from (${twice}) t) as twice`,
    [county],
  )
  const wrong = row!.lost + row!.twice
  return wrong
    ? finding(
        'persons',
        'wrong',
        [
          `${name}：${row!.lost} 份居民档案没有对应的人，${row!.twice} 份同时属于两个人`,
          `${county}: ${row!.lost} patients are nobody, ${row!.twice} are two people at once`,
        ],
        {
          mend: ['用 --fix：按身份证号重新对应，后来的绑定为准', 'use --fix: bound by ID number again, the later binding stands'],
          fix: () => bindLost(db, county),
        },
      )
    : finding('persons', 'ok', [`${name}：居民档案都对应到人`, `${county}: every patient is one person`])
}

async function bindLost(db: Db, county: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(
      `update person p set valid_to = clock_timestamp() where p.county_id = $1 and p.valid_to = 'infinity' and p.patient_id in (${twice})
         and exists (select from person later where later.county_id = $1 and later.patient_id = p.patient_id and later.valid_to = 'infinity' and later.valid_from > p.valid_from)`,
      [county],
    )
    const [{ salt }] = (await tx.query<{ salt: string }>('select salt from county where county_id = $1', [county])) as [{ salt: string }]
    const context = {
      county,
      salt,
      views: [],
      keys: openDictionary(tx, county),
      uniqueSystems: new Set<string>(),
      recent: { get: () => undefined, set: () => undefined },
    }
    for (let last = ''; ; ) {
      const patients = await tx.query<{ id: string; doc: string; unbound: boolean; unnamed: boolean; before: boolean }>(
        `select r.id, r.doc, not exists (${bound}) as unbound, not exists (${named}) as unnamed,
           exists (select from person p where p.county_id = $1 and p.patient_id = r.id) as before ${lost} and r.id > $2 order by r.id limit 1000`,
        [county, last],
      )
      if (!patients.length) break
      last = patients.at(-1)!.id
      const rows = patients.flatMap(({ doc, unbound, unnamed, before }) =>
        extract(JSON.parse(doc) as Resource, context).rows.flatMap(([table, some]) =>
          table === tables.person && unbound
            ? [[table, some.map(([patient, from, person]) => [patient, before ? new Date().toISOString() : from, person])] as const]
            : table === tables.person_name && unnamed
              ? [[table, some] as const]
              : [],
        ),
      )
      for (const [{ name, columns }, some] of rows)
        await tx.copyIn(
          `${name} (county_id, ${columns.map(([column]) => column).join(', ')})`,
          (name === 'person' ? await decided(tx, county, some) : some).map((one) => copyLine(county, one)),
        )
    }
    await tx.query('insert into stale (county_id, view, month, org_key, patient_id) values ($1, $2, $3, $4, $5)', [
      county,
      ...residentMark(null),
    ])
  })
}

const nobodys = `from relation x where x.county_id = $1 and not exists (select from resource r where r.county_id = $1 and r.type = 'Patient' and r.id = x.patient_id)`

/** Whether the institutions that keep patients have to do with them, and no relation is left of a patient who never was: who sees what depends on it. */
export async function checkRelations(db: Db, { id: county, name }: County): Promise<Finding> {
  const missing = await countUnrelated(db, county)
  const [row] = await db.query<{ n: number }>(`select count(*)::int as n ${nobodys}`, [county])
  return missing + row!.n
    ? finding(
        'relations',
        'warn',
        [
          `${name}：${missing} 份居民档案与建档机构没有关系，${row!.n} 条关系的居民不存在`,
          `${county}: ${missing} patients have nothing to do with the institution that keeps them, ${row!.n} relations are of patients who never were`,
        ],
        {
          mend: ['用 --fix：补记缺的，删去多余的', 'use --fix: what is missing is recorded, what is left over is deleted'],
          fix: async () => {
            await relateAll(db, county)
            await db.query(`delete ${nobodys}`, [county])
          },
        },
      )
    : finding('relations', 'ok', [
        `${name}：居民与机构的关系齐全`,
        `${county}: every patient has to do with the institution that keeps him`,
      ])
}
