import type { Text } from '../../kernel/grammar/texts.ts'

export type KindColumn = { name: string; text: Text; type: string; required: boolean; names: readonly string[] }
export type ImportKind = { name: string; text: Text; columns: readonly KindColumn[] }
export type Kinds = { kinds: readonly ImportKind[] }

/** A batch as the pages show it; `messages` says why it stopped, if anything did. */
export type ImportBatch = {
  id: string
  kind: string
  fileName: string
  state: 'preview' | 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
  rows: number
  lines: number | null
  checkpoint: number
  bytes: number | null
  taken: number
  changed: number
  skipped: number
  refused: number
  undone: number
  kept: number
  original: boolean
  /** Who brought it: the name where it is an account, otherwise what it is called. */
  actor: string
  startedAt: string
  endedAt: string | null
  message: Text
}
export type Batches = { batches: readonly ImportBatch[] }
export type Refused = { line: number; column: string; value: string; rule: string; message: Text }
export type BatchDetail = {
  batch: ImportBatch
  refusals: readonly Refused[]
  byRule: readonly { rule: string; column: string; rows: number; message: Text }[]
  /** Whether the refused rows may be taken as they stood in the file; here persons are masked for posts that see them so. */
  download: boolean
}

export type Uploaded = { checksum: string; bytes: number; lines: number; name: string }
/** How a column of the kind was found in the file: by its own name, another name, pinyin, its values, or as this institution's file was read before. */
export type Proposal = { column: string; at: number; how: 'exact' | 'alias' | 'pinyin' | 'values' | 'saved'; sure: boolean }
export type PreviewProblem = { column: string; rule: string; message: Text; rows: number; value: string; line: number }
export type PreviewRow = { line: number; cells: readonly string[]; problems: readonly { column: string; message: Text }[] }
/** What an import would do, from the first rows; nothing is written. */
export type Preview = {
  checksum: string
  name: string
  format: string
  encoding?: string
  sheets?: readonly string[]
  kind: string
  /** Kinds the header fits, the best first. */
  fits: readonly string[]
  header: readonly string[]
  mapping: Readonly<Record<string, string>>
  proposals: readonly Proposal[]
  missing: readonly string[]
  unknown: readonly string[]
  /** Rows looked at, and how many of them would be refused. */
  looked: number
  refused: number
  problems: readonly PreviewProblem[]
  rows: readonly PreviewRow[]
  /** The same file and kind was imported before. */
  known?: ImportBatch
}

export type CodeProposal = { system: string; code: string; name: string; score: number }
export type LocalCodeRow = {
  kind: string
  institution: string
  institutionName: string
  code: string
  name: string
  state: 'open' | 'mapped' | 'ignored'
  target?: { system: string; code: string; name: string }
  /** Rows of the files that have it. */
  seen: number
  proposals: readonly CodeProposal[]
}
/** GET /api/local-codes; `concerned`: files whose rows would change if they were run again. */
export type LocalCodes = { codes: readonly LocalCodeRow[]; total: number; concerned: number }
/** GET /api/local-codes/sheet: all codes of the question as a list to be filled in; `institution` is the institution's code, `target` a code, or `-` for one that is not translated. */
export type LocalCodeSheet = {
  codes: readonly {
    kind: string
    institution: string
    institutionName: string
    code: string
    name: string
    seen: number
    target: string
    targetName: string
  }[]
}
/** POST /api/local-codes/file: what a filled list decides (`dry`: would decide); lines left empty are passed over (`blank`); refused lines by their number (`at`, from 1). */
export type DecidedFile = Decided & {
  blank: number
  changed: number
  /** The first of them. */
  changes: readonly { kind: string; institution: string; code: string; before: string; after: string }[]
}
export type Decided = { decided: number; unmet: readonly { at: number; reason: Text }[] }
/** What a code table brings: codes that are new, have another name, are no longer there; lines that could not be used. */
export type CodeTableLoaded = {
  rows: number
  added: number
  changed: number
  gone: number
  same: number
  left: number
  firstLeft: readonly { line: number; reason: Text }[]
}
