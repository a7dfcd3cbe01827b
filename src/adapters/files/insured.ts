import { insuranceMappings } from '../../patterns/codes/systems.ts'
import { openMapping } from '../../record/code-mapping.ts'
import type { Db } from '../../record/db.ts'
import { insuranceTables } from './code-systems.ts'
import type { ReadContext } from './kind.ts'

/** How codes of the national clinical tables become those of the insurance, by the mapping tables the county has loaded; looked up once an import. */
export async function openInsured(db: Db, county: number, translate: ReadContext['translate']): Promise<ReadContext['insured']> {
  const { diagnosis, operation } = insuranceMappings
  const mapped = { diagnosis: await openMapping(db, county, diagnosis), operation: await openMapping(db, county, operation) }
  return (kind, coded, day) => {
    const { from } = insuranceTables[kind]
    // other systems' codes are no codes of the mapping
    if (coded.local || (coded.system ?? from) !== from) return undefined
    return mapped[kind](coded.code, day.slice(0, 10), () => translate(kind, insuranceMappings[kind].owner, coded.code, coded.name))
  }
}
