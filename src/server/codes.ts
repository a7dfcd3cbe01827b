import icd10 from '../capabilities/visits/codes/icd10.json' with { type: 'json' }
import diseases from '../capabilities/visits/codes/tcm-diseases.json' with { type: 'json' }
import syndromes from '../capabilities/visits/codes/tcm-syndromes.json' with { type: 'json' }
import { icd10System, tcmSystem } from '../capabilities/visits/fhir.ts'
import type { RecordStore } from '../record/record.ts'

const tables: Readonly<Record<string, readonly (readonly string[])[]>> = { [icd10System]: icd10, [tcmSystem]: [...diseases, ...syndromes] }

/** Gives a county the house's small code tables where it has none of that system yet; the official tables are loaded by the deployer. */
export async function ensureCodes({ db }: RecordStore, county: number): Promise<void> {
  const known = new Set(
    (await db.query<{ system: string }>('select distinct system from code_dim where county_id = $1', [county])).map((row) => row.system),
  )
  const rows = Object.entries(tables).flatMap(([system, table]) =>
    known.has(system) ? [] : table.map(([code, name]) => ({ system, code, name })),
  )
  if (!rows.length) return
  await db.query(
    `insert into code_dim (county_id, system, code, valid_from, name)
     select $1, u.system, u.code, '2000-01-01', u.name from unnest($2::text[], $3::text[], $4::text[]) u(system, code, name) on conflict do nothing`,
    [county, rows.map((r) => r.system), rows.map((r) => r.code), rows.map((r) => r.name)],
  )
}
