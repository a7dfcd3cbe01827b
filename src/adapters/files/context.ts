import { tcmSystem } from '../../capabilities/visits/fhir.ts'
import { icd9System, icd10System } from '../../patterns/codes/systems.ts'
import { derivedId } from '../../record/ids.ts'
import { localDay } from '../../record/local-day.ts'
import type { RecordStore } from '../../record/record.ts'
import { openInsured } from './insured.ts'
import type { ReadContext } from './kind.ts'
import { openTranslations, type Translations } from './local-codes.ts'

const systems = { icd10: icd10System, icd9: icd9System, tcm: tcmSystem } as const

/** What every row of an import is read with, looked up once: the directory of institutions, the code tables' names, the county's translations. `now`: ISO instant. */
export async function readContext(record: RecordStore, county: number, now: string): Promise<ReadContext & { translations: Translations }> {
  const { salt } = await record.context(county)
  const organizations = await record.organizations(county)
  const names = await record.db.query<{ system: string; code: string; name: string }>(
    `select system, code, name from code_dim where county_id = $1 and system = any($2) and valid_to = 'infinity'`,
    [county, Object.values(systems)],
  )
  const tables = Object.fromEntries(
    Object.entries(systems).map(([name, system]) => [
      name,
      new Map(names.filter((row) => row.system === system).map((row) => [row.code, row.name])),
    ]),
  )
  const translations = await openTranslations(record.db, county, organizations)
  return {
    now,
    today: localDay(now),
    institutions: new Map(organizations.flatMap((o) => (o.level !== 'department' && o.code ? [[o.code, o.id] as const] : []))),
    id: (source, kind, key) => derivedId(salt, county, source, kind, key),
    nameOf: (system, code) => tables[system]!.get(code),
    translate: translations.translate,
    insured: await openInsured(record.db, county, translations.translate),
    translations,
  }
}
