import { codesInForce, mappingLines } from '../../record/code-tables.ts'
import type { Db } from '../../record/db.ts'
import { codeSystems, insuranceMaps, insuranceOwner } from './code-systems.ts'
import type { Coded, InsuredKind, ReadContext } from './kind.ts'

type Line = { target: string; from: string; to: string }
/** A mapping of the county: since which local day it has one at all, its lines by code, the names of what it leads to. */
type Mapping = { since: string; lines: ReadonlyMap<string, readonly Line[]>; names: ReadonlyMap<string, string> }

/** How codes of the national clinical tables become those of the insurance, by the mapping tables the county has loaded; looked up once an import. */
export async function openInsured(db: Db, county: number, translate: ReadContext['translate']): Promise<ReadContext['insured']> {
  const mappings: Partial<Record<InsuredKind, Mapping>> = {}
  for (const kind of Object.keys(insuranceMaps) as InsuredKind[]) {
    const rows = await mappingLines(db, county, codeSystems[insuranceMaps[kind].map].system)
    if (!rows.length) continue
    const lines = new Map<string, Line[]>()
    for (const { code, ...line } of rows) lines.set(code, [...(lines.get(code) ?? []), line])
    const names = new Map((await codesInForce(db, county, codeSystems[insuranceMaps[kind].table].system)).map((c) => [c.code, c.name]))
    mappings[kind] = { since: rows.map(({ from }) => from).reduce((a, b) => (a < b ? a : b)), lines, names }
  }
  return (kind, coded, day) => {
    const mapping = mappings[kind]
    const on = day.slice(0, 10)
    // other systems' codes are no codes of the mapping, and before its first day there was none to stand in
    if (!mapping || coded.local || (coded.system ?? insuranceMaps[kind].from) !== insuranceMaps[kind].from || on < mapping.since)
      return undefined
    const line = mapping.lines.get(coded.code)?.find(({ from, to }) => from <= on && on <= to)
    return line ? named(line.target, mapping.names) : translate(kind, insuranceOwner, coded.code, coded.name)
  }
}

const named = (code: string, names: Mapping['names']): Coded => {
  const name = names.get(code)
  return name === undefined ? { code } : { code, name }
}
