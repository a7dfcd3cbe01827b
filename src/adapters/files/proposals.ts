import { grams, initialsOf } from '../../fhir/china/pinyin.ts'
import { type CodeName, codesInForce, codeTableState } from '../../record/code-tables.ts'
import type { LocalCode } from '../../record/local-codes.ts'
import type { RecordStore } from '../../record/record.ts'
import { codeSystems, departmentTarget, tablesOf } from './code-systems.ts'
import type { LocalKind } from './kind.ts'

/** A code that a local one may mean. `score` 1: the same name. */
export type Proposed = { system: string; code: string; name: string; score: number }
type Candidate = { system: string; code: string; name: string; pairs: number }
type Index = {
  all: readonly Candidate[]
  byPair: ReadonlyMap<string, readonly number[]>
  byInitials: ReadonlyMap<string, readonly number[]>
}

/** Grade, side and other words that institutions add are kept: they tell codes apart. Only blanks, brackets and points go. */
const plain = (name: string) => name.replace(/[\s()（）[\]［］,，、.。·:：/-]/g, '').toLowerCase()
const pairsOf = (name: string) => grams(plain(name)).filter((gram) => [...gram].length === 2)

function indexOf(tables: readonly { system: string; rows: readonly CodeName[] }[]): Index {
  const all: Candidate[] = []
  const byPair = new Map<string, number[]>()
  const byInitials = new Map<string, number[]>()
  const add = (map: Map<string, number[]>, key: string, at: number) => {
    const places = map.get(key)
    if (places) places.push(at)
    else map.set(key, [at])
  }
  for (const { system, rows } of tables)
    for (const { code, name, initials } of rows) {
      const pairs = pairsOf(name)
      const sound = initials || initialsOf(name)
      const at = all.push({ system, code, name, pairs: pairs.length }) - 1
      for (const pair of pairs) add(byPair, pair, at)
      if (sound) add(byInitials, sound, at)
    }
  return { all, byPair, byInitials }
}

/** Like names by the share of neighbouring characters they have in common (Dice), and names that sound alike (same pinyin initials). */
function like({ all, byPair, byInitials }: Index, text: string, most: number): Proposed[] {
  const pairs = pairsOf(text)
  const common = new Map<number, number>()
  for (const pair of pairs) for (const at of byPair.get(pair) ?? []) common.set(at, (common.get(at) ?? 0) + 1)
  const sounds = new Set(byInitials.get(initialsOf(text)) ?? [])
  for (const at of sounds) if (!common.has(at)) common.set(at, 0)
  const same = plain(text)
  return [...common]
    .map(([at, n]) => {
      const { pairs: own, ...candidate } = all[at]!
      const dice = (2 * n) / Math.max(1, pairs.length + own)
      return { ...candidate, score: plain(candidate.name) === same ? 1 : Math.min(0.99, sounds.has(at) ? 0.5 + dice / 2 : dice) }
    })
    .filter(({ score }) => score >= 0.3)
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.code < b.code ? -1 : 1))
    .slice(0, most)
}

const kept = new WeakMap<RecordStore, Map<string, { stamp: string; index: Index }>>()
/** The index of the tables a code of this kind and institution may mean, made anew when a table was loaded. */
async function tablesIndex(record: RecordStore, county: number, kind: LocalKind, institution: string): Promise<Index> {
  const known = kept.get(record) ?? new Map<string, { stamp: string; index: Index }>()
  kept.set(record, known)
  const systems = tablesOf(kind, institution).map((name) => codeSystems[name].system)
  const stamp = (await Promise.all(systems.map((system) => codeTableState(record.db, county, system)))).map((s) => s.stamp).join(' ')
  const key = `${county} ${systems.join(' ')}`
  const there = known.get(key)
  if (there?.stamp === stamp) return there.index
  const tables = await Promise.all(systems.map(async (system) => ({ system, rows: await codesInForce(record.db, county, system) })))
  const index = indexOf(tables)
  known.set(key, { stamp, index })
  return index
}
async function departmentsIndex(record: RecordStore, county: number, institution: string): Promise<Index> {
  const rows = (await record.organizations(county)).filter((o) => o.level === 'department' && o.institution === institution)
  return indexOf([{ system: departmentTarget, rows: rows.map((o) => ({ code: o.id, name: o.name, initials: '' })) }])
}

/** For each local code up to `most` codes it may mean, the likeliest first: by its name, or by the code itself where that is a name. */
export async function proposalsFor(record: RecordStore, county: number, codes: readonly LocalCode[], most = 5): Promise<Proposed[][]> {
  const result: Proposed[][] = []
  for (const { kind, institution, code, name } of codes) {
    const index =
      kind === 'department'
        ? await departmentsIndex(record, county, institution)
        : await tablesIndex(record, county, kind as LocalKind, institution)
    result.push(like(index, name || code, most))
  }
  return result
}
