import type { RecordStore } from '../record/record.ts'

/** A mistake of the operator's, said plainly in both languages and without a stack. */
export class UsageError extends Error {}

/** The county a command is about: the one named, the only one, or the one that has the institution. @throws UsageError listing the counties */
export async function chooseCounty(record: RecordStore, code: string | undefined, institution?: string): Promise<number> {
  const counties = await record.counties()
  const named = code ? counties.filter((c) => String(c.id) === code) : counties
  if (named.length === 1) return named[0]!.id
  for (const { id } of institution ? named : []) if ((await record.organizations(id)).some((o) => o.code === institution)) return id
  throw new UsageError(
    `请用 --county 指定县 / name the county with --county: ${counties.map((c) => `${c.id} ${c.name}`).join(', ') || '（尚未建县 / none yet）'}`,
  )
}
