import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ParameterSet } from '../fhir/search/parameters.ts'
import type { ViewDefinition } from '../fhir/view-definition.ts'
import type { AuditEntry } from './audit.ts'
import { type CellGroup, refresh, type Versions } from './cells.ts'
import { type Db, openDb } from './db.ts'
import { deleting } from './deleting.ts'
import { type Dictionary, openDictionary } from './dictionary.ts'
import type { Extract, ExtractContext } from './extract.ts'
import { ensurePartitions, migrate } from './migrate.ts'
import { institutionCodeSystem, loadOrganizations, type OrgNode } from './organizations.ts'
import type { Plan, Removed, Stored } from './plan.ts'
import { type CodeKey, existingKeys, type Key, knownCodes, patientsOf, readAll } from './read.ts'
import { ensureViews } from './rebuild.ts'
import { ensureRelations } from './relation.ts'
import { loadParameters } from './search/load-parameters.ts'
import type { Searching } from './search/page.ts'
import { pointsOf } from './search/point.ts'
import { ensureSearch } from './search/rebuild.ts'
import { together } from './together.ts'
import { type FlatView, flatView } from './view.ts'
import { openWriter } from './write.ts'

export type County = { id: number; name: string; nameEn: string }
type CountyRow = { county_id: number; name: string; name_en: string; salt: string }

/**
 * The group statement finds every row by its key, whatever the sizes: planned once for each of its shapes. Left to itself PostgreSQL plans it anew each time,
 * which takes several times as long as running it.
 */
const keyed = {
  lock_timeout: '4s',
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
}

/** Searches by keys, too, are planned once for each shape; those by ranges alone for the values at hand (src/record/search/page.ts). */
const ranged = { plan_cache_mode: 'force_custom_plan', enable_seqscan: 'off' }

/** Looking up keys takes milliseconds: after so long the question is lost with its connection. */
const soon = { patience: 4000 }

/** Hears of each group of plans that was committed together, and how many milliseconds the statement took. */
export type Observer = (line: 'write' | 'read-log', plans: number, milliseconds: number) => void

/** The record: one store, one write path. */
export type RecordStore = {
  readonly db: Db
  readonly search: Searching
  readonly views: readonly FlatView[]
  counties(): Promise<County[]>
  /** Makes a county with a salt of its own; an existing one is left as it is. */
  addCounty(county: County): Promise<void>
  context(county: number): Promise<ExtractContext>
  /** Commits a plan or throws `Lost`. */
  write(plan: Plan): Promise<void>
  /** Appends to the audit trail; resolves when the entry is in the database. */
  audit(county: number, entry: AuditEntry): Promise<void>
  organizations(county: number): Promise<readonly OrgNode[]>
  /** The search parameters of a county: the official ones and its own SearchParameter resources. Kept in the process; anew after one of them has changed, in whatever process. */
  parameters(county: number): Promise<ParameterSet>
  /** Reads that callers of the same moment share; each picks his own of the rows. See `readAll`, `patientsOf`, `knownCodes`. */
  readonly shared: {
    documents(county: number, keys: readonly Key[]): Promise<readonly (Stored | Removed)[]>
    /** Those of the keys that are there. */
    existing(county: number, keys: readonly Key[]): Promise<readonly Key[]>
    patients(county: number, persons: readonly string[]): Promise<readonly (Stored & { person: string })[]>
    codes(county: number, codes: readonly CodeKey[]): Promise<readonly CodeKey[]>
    /** Makes cells right and answers their versions (`refresh`): whoever comes while that is under way waits for the next round, which sees what was written before he came. */
    cells(county: number, groups: readonly CellGroup[], today: string): Promise<Versions>
  }
  close(): Promise<void>
}

/** Systems whose identifiers no two documents of a type may share. */
const uniqueSystems: ReadonlySet<string> = new Set([institutionCodeSystem])

/** Migrates, makes the flat tables of `views` and opens the writers. `writers` connections share the group writing; two suit two cores. `measured`: the views numbers are counted from (default: all); `indexes`: further ones of flat tables, by view. */
export async function openRecord(
  url: string,
  definitions: readonly (ViewDefinition & { name: string })[],
  options: {
    writers?: number
    pool?: number
    tell?: (line: string) => void
    measured?: ReadonlySet<string>
    indexes?: ReadonlyMap<string, readonly string[]>
    observe?: Observer
  } = {},
): Promise<RecordStore> {
  const db = openDb(url, { max: options.pool ?? 8 })
  await migrate(db)
  await ensurePartitions(db, new Date())
  const views = definitions.map((definition) =>
    flatView(definition, options.measured?.has(definition.name) ?? true, options.indexes?.get(definition.name)),
  )
  const rows = new Map<number, CountyRow>()
  const dictionaries = new Map<number, Dictionary>()
  const organizations = new Map<number, Promise<OrgNode[]>>()
  const parameters = new Map<number, Promise<ParameterSet>>()
  const dictionary = (county: number) => {
    const known = dictionaries.get(county) ?? openDictionary(db, county)
    dictionaries.set(county, known)
    return known
  }
  const recents = new Map<number, LRUCache<string, Extract>>()
  const recentOf = (county: number) => {
    const known = recents.get(county) ?? new LRUCache<string, Extract>({ max: 1000 })
    recents.set(county, known)
    return known
  }
  const readCounties = async () => {
    for (const row of await db.query<CountyRow>('select county_id, name, name_en, salt from county')) rows.set(row.county_id, row)
    return [...rows.values()]
  }
  const context = async (county: number): Promise<ExtractContext> => {
    if (!rows.has(county)) await readCounties()
    const row = rows.get(county)
    if (!row) throw new Error(`no county ${county} in this record`)
    return { county, salt: row.salt, views, keys: dictionary(county), uniqueSystems, recent: recentOf(county) }
  }
  /** What is kept in the process of documents of a type, and under which name others hear of a change. */
  const kept = [
    { type: 'Organization', channel: 'organizations', of: organizations },
    { type: 'SearchParameter', channel: 'search_parameters', of: parameters },
  ] as const
  /** The other processes are told before whoever wrote is answered. */
  const committed = async (plans: readonly Plan[]) => {
    for (const { county, documents } of plans)
      for (const { type, channel, of } of kept)
        if (documents.some((d) => d.type === type)) {
          of.delete(county)
          await db.query('select pg_notify($1, $2)', [channel, String(county)]).catch(() => {})
        }
  }
  const tell = options.tell ?? ((line: string) => void process.stderr.write(`${line}\n`))
  const known = (await readCounties()).map((row) => row.county_id)
  await ensureViews(db, views, known, dictionary)
  await ensureSearch(db, known, tell)
  await ensureRelations(db, known)

  const lines = Array.from({ length: options.writers ?? 2 }, (_, i) =>
    openDb(url, { max: 1, name: `countywide-writer-${i}`, settings: keyed }),
  )
  const readLog = openDb(url, { max: 1, name: 'countywide-read-log', settings: { ...keyed, synchronous_commit: 'off' } })
  const { observe } = options
  const write = openWriter(lines, context, committed, deleting, observe && ((...group) => observe('write', ...group)))
  const log = openWriter([readLog], context, async () => {}, deleting, observe && ((...group) => observe('read-log', ...group)))
  const counting = together(
    async (county, asked: readonly { groups: readonly CellGroup[]; today: string }[]) => {
      const { groups, today } = asked.at(-1)!
      return [await refresh(db, county, groups, today)]
    },
    { lanes: 4, patience: 600_000 },
  )
  const unlisten = await Promise.all(kept.map(({ channel, of }) => db.listen(channel, (county) => of.delete(Number(county)))))
  const searching = (settings: Readonly<Record<string, string>>, max: number) => openDb(url, { max, name: 'countywide-search', settings })
  const shared = searching(keyed, 1)
  const search: Searching = { keyed: searching(keyed, 6), ranged: searching(ranged, 2), points: pointsOf(shared) }

  return {
    db,
    search,
    views,
    counties: async () => (await readCounties()).map((row) => ({ id: row.county_id, name: row.name, nameEn: row.name_en })),
    addCounty: async ({ id, name, nameEn }) => {
      await db.query('insert into county (county_id, name, name_en, salt) values ($1, $2, $3, $4) on conflict do nothing', [
        id,
        name,
        nameEn,
        randomBytes(16).toString('hex'),
      ])
      await ensureViews(db, views, [id], dictionary)
      await ensureSearch(db, [id], tell)
      await ensureRelations(db, [id])
    },
    context,
    write,
    shared: {
      documents: together((county, keys: readonly Key[]) => readAll(db, county, keys), soon),
      existing: together((county, keys: readonly Key[]) => existingKeys(db, county, keys), soon),
      patients: together((county, persons: readonly string[]) => patientsOf(db, county, persons)),
      codes: together((county, codes: readonly CodeKey[]) => knownCodes(db, county, codes)),
      cells: async (county, groups, today) => (await counting(county, [{ groups, today }]))[0]!,
    },
    audit: (county, entry) => log({ county, audit: entry, origin: 'performed', documents: [] }),
    organizations: (county) => {
      const loading = organizations.get(county) ?? loadOrganizations(db, county, dictionary(county))
      organizations.set(county, loading)
      loading.catch(() => organizations.delete(county))
      return loading
    },
    parameters: (county) => {
      const loading = parameters.get(county) ?? loadParameters(db, county)
      parameters.set(county, loading)
      loading.catch(() => parameters.delete(county))
      return loading
    },
    close: async () => {
      await Promise.all(unlisten.map((stop) => stop()))
      await Promise.all([...lines, readLog, shared, search.keyed, search.ranged, db].map((one) => one.close()))
    },
  }
}
