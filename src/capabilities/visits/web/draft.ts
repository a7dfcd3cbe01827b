import type { Edits, Entry } from './entry.ts'

/**
 * What was typed for one visit and not yet saved. `version` is the visit the typist saw; `base` holds the server's words of each touched field at that time,
 * so that another desk's change of the same field can be told from no change.
 */
export type Draft = { by: string; version: number; edits: Edits; base: Edits }

export const emptyDraft = (by: string, version: number): Draft => ({ by, version, edits: {}, base: {} })
export const isEmpty = (draft: Draft) => Object.keys(draft.edits).length === 0

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const without = <T extends object>(of: T, key: keyof T) => Object.fromEntries(Object.entries(of).filter(([k]) => k !== key)) as T

/** One field typed. Typing back what the server has is no edit. */
export function typed<K extends keyof Entry>(draft: Draft, key: K, value: Entry[K], server: Entry): Draft {
  const base = key in draft.base ? draft.base[key] : server[key]
  if (same(value, base)) return { ...draft, edits: without(draft.edits, key), base: without(draft.base, key) }
  return { ...draft, edits: { ...draft.edits, [key]: value }, base: { ...draft.base, [key]: base } }
}

/** After these edits were saved: what has been typed since stays. */
export function saved(draft: Draft, sent: Edits, version: number, server: Entry): Draft {
  const keys = (Object.keys(draft.edits) as (keyof Entry)[]).filter((key) => !same(draft.edits[key], sent[key]))
  const pick = (of: Edits) => Object.fromEntries(keys.map((key) => [key, of[key]])) as Edits
  return { ...draft, version, edits: pick(draft.edits), base: pick(server) }
}

export type Clash = { field: keyof Entry; theirs: Entry[keyof Entry] }
/** Fields that this desk and another have both changed, with the other's words. */
export const clashes = (draft: Draft, server: Entry): Clash[] =>
  (Object.keys(draft.edits) as (keyof Entry)[])
    .filter((field) => !same(server[field], draft.base[field]) && !same(server[field], draft.edits[field]))
    .map((field) => ({ field, theirs: server[field] }))

/** The same edits on a newer version: untouched fields are the other's, touched ones stay as typed. */
export function rebase(draft: Draft, version: number, server: Entry): Draft {
  const keys = (Object.keys(draft.edits) as (keyof Entry)[]).filter((key) => !same(draft.edits[key], server[key]))
  const pick = (of: Edits) => Object.fromEntries(keys.map((key) => [key, of[key]])) as Edits
  return { ...draft, version, edits: pick(draft.edits), base: pick(server) }
}

/** A draft read back from storage; anything else, or another account's, is none. */
export function readDraft(stored: unknown, by: string): Draft | undefined {
  const draft = stored as Partial<Draft> | null | undefined
  return typeof draft === 'object' && draft !== null && draft.by === by && typeof draft.version === 'number' && draft.edits && draft.base
    ? { by, version: draft.version, edits: draft.edits, base: draft.base }
    : undefined
}
