import { LRUCache } from 'lru-cache'
import { divisionSystem } from '../../../fhir/china/divisions.ts'
import { initialsOf } from '../../../fhir/china/pinyin.ts'
import { codeSystem, type Placed } from '../../../fhir/terminology/system.ts'
import type { CodeSystem } from '../../../fhir/terminology/types.ts'
import { icd10System } from '../../../patterns/codes/systems.ts'
import { codeTableState } from '../../../record/code-tables.ts'
import { codesOn, type TableCode } from '../../../record/definitions.ts'
import type { RecordStore } from '../../../record/record.ts'
import { loadedTables } from './tables.ts'

/** Systems whose codes lie in the county's own tables. */
const titles = new Map([
  ...loadedTables.map(({ system, title }) => [system, title] as const),
  [divisionSystem, '乡镇（街道）和村（社区）代码（GB/T 10114）'],
])
export const isLoadedTable = (system: string): boolean => titles.has(system)

/** A table that was loaded is seen within this time (ms); how it stands takes the database some milliseconds to say. */
const trusted = 10_000
type Held = { stamp: string; at: number; system: CodeSystem | undefined }
/** Tables of days, of all counties: some 10 MB for the largest. */
const held = new WeakMap<RecordStore, LRUCache<string, Held>>()

/** What a code stands under: the longest code that begins it, in ICD and in divisions, which grow to the right. */
function* placed(rows: readonly TableCode[]): Generator<Placed> {
  const codes = new Set(rows.map(({ code }) => code))
  for (const { code, name, initials } of rows) {
    let parent: string | undefined
    for (let end = code.length - 1; end > 1 && parent === undefined; end--) if (codes.has(code.slice(0, end))) parent = code.slice(0, end)
    yield { concept: { code, display: name, initials: initials || initialsOf(name) }, parents: parent === undefined ? [] : [parent] }
  }
}

/** In ICD-10 everything that begins with a category lies below it, also where the table does not list the category itself. */
function growing(system: CodeSystem): CodeSystem {
  if (system.url !== icd10System) return system
  const category = /^[A-Z]\d\d$/
  return { ...system, isA: (code, ancestor) => (category.test(ancestor) ? code.startsWith(ancestor) : system.isA(code, ancestor)) }
}

/** The codes of a loaded table as a code system, as they were in force on a day; nothing when the county has none of it. */
export async function loadedSystem(
  record: RecordStore,
  county: number,
  url: string,
  day: string,
  today: boolean,
): Promise<CodeSystem | undefined> {
  const of = held.get(record) ?? new LRUCache<string, Held>({ max: 24 })
  held.set(record, of)
  const key = `${county} ${url} ${today ? '' : day}`
  const known = of.get(key)
  const now = Date.now()
  if (known && now - known.at < trusted) return known.system
  const { stamp } = await codeTableState(record.db, county, url)
  if (known?.stamp === stamp) {
    of.set(key, { ...known, at: now })
    return known.system
  }
  const rows = await codesOn(record.db, county, url, day)
  const system = rows.length ? growing(codeSystem({ url, title: titles.get(url) }, placed(rows))) : undefined
  of.set(key, { stamp, at: now, system })
  return system
}
