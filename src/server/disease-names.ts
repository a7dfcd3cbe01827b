import { icd10System } from '../patterns/codes/systems.ts'
import type { Db } from '../record/db.ts'

/**
 * Names of ICD-10 categories (three characters) from the county's code table: of the category itself where the table has it, else of its unspecified code (`I63.9`,
 * `I10.x`), else of its first one. What the table does not have is not in the answer.
 */
export async function diseaseNames(db: Db, county: number, categories: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ category: string; name: string }>(
    `select distinct on (u.category) u.category, c.name from unnest($3::text[]) u(category)
     join code_dim c on c.county_id = $1 and c.system = $2 and c.code >= u.category and c.code < u.category || '~'
     order by u.category, length(c.code) > 3, c.code !~ '^...\\.[9x](00)?$', c.code, c.valid_to desc`,
    [county, icd10System, categories],
  )
  return new Map(rows.map(({ category, name }) => [category, name]))
}
