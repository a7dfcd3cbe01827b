import type { Db } from './db.ts'
import { decidedTargets } from './local-codes.ts'

/** A code of a table, with its name where the table is loaded. */
export type MappedCode = { code: string; name?: string }
/** A mapping table of the county (`map`, `to`: systems), and under which kind and owner its own decisions stand for what the table lacks. */
export type CodeMapping = { kind: string; map: string; to: string; owner: string }
/** What a code becomes on a local day. What the mapping of that day lacks, the county may have decided; before its first day there was none to stand in. */
export type Mapped = (code: string, day: string, decided: () => MappedCode | undefined) => MappedCode | undefined

/** @param codes only these are asked for; absent: the whole table, for an import */
export async function openMapping(db: Db, county: number, { map, to }: CodeMapping, codes?: readonly string[]): Promise<Mapped> {
  const [first, rows] = await Promise.all([
    db.query<{ since: string | null }>('select min(valid_from)::text as since from code_dim where county_id = $1 and system = $2', [
      county,
      map,
    ]),
    db.query<{ code: string; target: string; name: string | null; from: string; to: string }>(
      `select m.code, m.attributes->>'target' as target, n.name, m.valid_from::text as "from", m.valid_to::text as "to"
       from code_dim m left join code_dim n on n.county_id = m.county_id and n.system = $3 and n.code = m.attributes->>'target' and n.valid_to = 'infinity'
       where m.county_id = $1 and m.system = $2 and m.attributes ? 'target' and ($4::text[] is null or m.code = any($4))`,
      [county, map, to, codes ?? null],
    ),
  ])
  const since = first[0]?.since ?? undefined
  const lines = new Map<string, typeof rows>()
  for (const row of rows) lines.set(row.code, [...(lines.get(row.code) ?? []), row])
  return (code, day, decided) => {
    if (since === undefined || day < since) return undefined
    const line = lines.get(code)?.find(({ from, to }) => from <= day && day <= to)
    return line ? { code: line.target, ...(line.name === null ? {} : { name: line.name }) } : decided()
  }
}

/** What some codes become on a local day (YYYY-MM-DD); those that become nothing are absent. */
export async function mappedOn(db: Db, county: number, mapping: CodeMapping, codes: readonly string[], day: string) {
  if (!codes.length) return new Map<string, MappedCode>()
  const [mapped, decided] = await Promise.all([openMapping(db, county, mapping, codes), decidedTargets(db, county, mapping, codes)])
  return new Map(
    codes.flatMap((code) => {
      const found = mapped(code, day, () => decided.get(code))
      return found ? [[code, found] as const] : []
    }),
  )
}
