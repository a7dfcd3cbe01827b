/**
 * What was typed and not yet sent. `set` keeps it in this tab's memory only (it may name patients): it outlives a crashed page,
 * an ended session and a look at another page, and goes when it was sent or on signing out. `keep` is for drafts without names or numbers
 * of a person: they also outlive a reload of this tab.
 */
const kept = new Map<string, unknown>()
const prefix = 'countywide.draft.'
/** Absent or full storage costs only the survival of a reload. */
const inTab = <T>(use: (storage: Storage) => T): T | undefined => {
  try {
    return use(sessionStorage)
  } catch {
    return undefined
  }
}
const reloaded = (key: string): unknown => inTab((storage) => JSON.parse(storage.getItem(prefix + key) ?? 'null') ?? undefined)

export const drafts = {
  get: (key: string) => kept.get(key) ?? reloaded(key),
  set: (key: string, value: unknown) => void kept.set(key, value),
  keep: (key: string, value: unknown) => {
    kept.set(key, value)
    inTab((storage) => storage.setItem(prefix + key, JSON.stringify(value)))
  },
  drop: (key: string) => {
    kept.delete(key)
    inTab((storage) => storage.removeItem(prefix + key))
  },
  clear: () => {
    kept.clear()
    inTab((storage) => {
      for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
    })
  },
}
