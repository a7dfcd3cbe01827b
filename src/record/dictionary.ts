import type { Db } from './db.ts'

/** Integer keys for the flat rows, one dictionary a county, cached in the process. Keys are never reused, so the cache cannot be wrong. */
export type Dictionary = {
  /** The key if it is known here; otherwise 0, and the value waits in `missing` for `intern`. */
  key(kind: string, value: string): number
  readonly missing: boolean
  /** Gives every missing value its key. */
  intern(): Promise<void>
}

export function openDictionary(db: Db, county: number): Dictionary {
  const known = new Map<string, number>()
  const wanted = new Map<string, readonly [kind: string, value: string]>()
  return {
    key(kind, value) {
      const at = `${kind} ${value}`
      const found = known.get(at)
      if (found === undefined) wanted.set(at, [kind, value])
      return found ?? 0
    },
    get missing() {
      return wanted.size > 0
    },
    async intern() {
      const asked = [...wanted.values()]
      const kinds = asked.map(([kind]) => kind)
      const values = asked.map(([, value]) => value)
      await db.query(
        `insert into dictionary (county_id, kind, value) select $1, u.kind, u.value from unnest($2::text[], $3::text[]) u(kind, value)
         order by u.kind, u.value on conflict do nothing`,
        [county, kinds, values],
      )
      const rows = await db.query<{ kind: string; value: string; key: number }>(
        `select d.kind, d.value, d.key from dictionary d join unnest($2::text[], $3::text[]) u(kind, value) on d.kind = u.kind and d.value = u.value
         where d.county_id = $1`,
        [county, kinds, values],
      )
      for (const { kind, value, key } of rows) {
        known.set(`${kind} ${value}`, key)
        wanted.delete(`${kind} ${value}`)
      }
    },
  }
}

/** A view of a dictionary that tells whether what one worker asked for was missing, whoever else has it interned meanwhile. */
export function noting(keys: Dictionary): Dictionary {
  let missing = false
  return {
    key(kind, value) {
      const key = keys.key(kind, value)
      missing ||= key === 0
      return key
    },
    get missing() {
      return missing
    },
    intern: () => keys.intern(),
  }
}
