import type { Text } from '../../kernel/grammar/texts.ts'
import { divisionsOf } from '../../record/divisions.ts'
import type { RecordStore } from '../../record/record.ts'

/** Whether a code is one of the county's townships (9 digits) or villages (12). */
export type Divisions = { has: (code: string) => boolean; county: string }

/** The county's own table (GB/T 10114) decides, those that are no more included, for files reach back; of a length it does not list, the county's own first six digits do. */
export async function countyDivisions(record: RecordStore, county: number): Promise<Divisions> {
  return divisionsFrom(
    String(county),
    (await divisionsOf(record.db, county)).map(({ code }) => code),
  )
}

export function divisionsFrom(county: string, codes: readonly string[]): Divisions {
  const listed = new Set(codes)
  const lengths = new Set(codes.map((code) => code.length))
  return { county, has: (code) => (lengths.has(code.length) ? listed.has(code) : code.startsWith(county)) }
}

export const notHere: Text = ['不是本县的乡镇', 'Not a township of this county']
export const notThere: Text = ['不是该乡镇的村', 'Not a village of that township']
