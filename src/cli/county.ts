import type { RecordStore } from '../record/record.ts'

/** The county a command is about: the only one, or the one named. @throws Error listing the counties */
export async function chooseCounty(record: RecordStore, code: string | undefined): Promise<number> {
  const counties = await record.counties()
  const found = code
    ? counties.find((c) => String(c.id) === code)
    : counties.length === 1
      ? counties[0]
      : counties.find((c) => c.id === 141099)
  if (!found)
    throw new Error(
      `请用 --county 指定县 / name the county with --county: ${counties.map((c) => `${c.id} ${c.name}`).join(', ') || '（尚未建县 / none yet）'}`,
    )
  return found.id
}
