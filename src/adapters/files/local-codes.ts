import type { Db } from '../../record/db.ts'
import { mappedCodes, noteLocalCodes } from '../../record/local-codes.ts'
import type { OrgNode } from '../../record/organizations.ts'
import type { Coded, LocalKind } from './kind.ts'

type Met = { kind: LocalKind; institution: string; code: string; name: string; rows: number }
/** An import's translations, looked up once; it remembers what it was asked. */
export type Translations = {
  translate: (kind: LocalKind, institution: string, code: string, name?: string) => Coded | undefined
  /** What was asked, each code with the rows that have it; departments that the directory knows by their name do not count. */
  met: () => readonly Met[]
}

const keyOf = (kind: string, institution: string, code: string) => `${kind}\u001f${institution}\u001f${code}`

/** The county's translations of institutions' own codes. A department needs none whose name (or code) is that of one department of its institution. */
export async function openTranslations(db: Db, county: number, organizations: readonly OrgNode[]): Promise<Translations> {
  const known = new Map<string, Coded>()
  const direct = new Map<string, Coded>()
  for (const { id, name, code, level, institution } of organizations)
    if (level === 'department' && institution)
      for (const word of [name, code]) if (word) direct.set(keyOf('department', institution, word), { code: id, name })
  for (const m of await mappedCodes(db, county))
    known.set(keyOf(m.kind, m.institution, m.code), { code: m.target, name: m.target_name, system: m.system })
  const met = new Map<string, Met>()
  return {
    translate(kind, institution, code, name) {
      const key = keyOf(kind, institution, code)
      const found = known.get(key)
      const own = found ? undefined : direct.get(key)
      if (own) return own
      const before = met.get(key)
      if (before) before.rows += 1
      else met.set(key, { kind, institution, code, name: name ?? '', rows: 1 })
      return found
    },
    met: () => [...met.values()],
  }
}

/** Puts what an import met into the county's work list. */
export const noteMet = (db: Db, county: number, batch: string, { met }: Translations, now: string): Promise<void> =>
  noteLocalCodes(db, county, batch, met(), now)
