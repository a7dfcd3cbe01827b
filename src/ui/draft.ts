/**
 * What was typed and not yet sent, kept in this tab's memory only (never on disk: it names patients): it outlives a crashed page,
 * an ended session and a look at another page, and goes when it was sent or on signing out.
 */
const kept = new Map<string, unknown>()
export const drafts = {
  get: (key: string) => kept.get(key),
  set: (key: string, value: unknown) => void kept.set(key, value),
  drop: (key: string) => void kept.delete(key),
  clear: () => kept.clear(),
}
