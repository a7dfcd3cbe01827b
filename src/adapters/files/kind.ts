import type { Link } from '../../fhir/references.ts'
import type { Resource } from '../../fhir/resource.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { LineRefusal } from '../../record/incoming.ts'
import type { Chunk } from '../../record/load.ts'
import type { RecordStore } from '../../record/record.ts'

/** Codes of an institution's own that are translated on the way; what has no translation yet goes in as it is and stands in the work list. */
export type LocalKind = 'department' | 'diagnosis' | 'operation' | 'drug' | 'item'

/**
 * What a cell means. `icd10`, `icd9` and `tcm` may hold several codes parted by `;`; `institution` is the code of an institution in the directory, `division9` and
 * `division12` a township and a village (GB/T 10114); `money` is yuan with at most two decimals; `time` may be a day alone. Days and times are local (Asia/Shanghai).
 */
export type ColumnType =
  | 'text'
  | 'code'
  | 'day'
  | 'time'
  | 'month'
  | 'money'
  | 'integer'
  | 'decimal'
  | 'id-card'
  | 'icd10'
  | 'icd9'
  | 'tcm'
  | 'institution'
  | 'division9'
  | 'division12'
  | 'phone'
  | 'yes-no'

export type Column = {
  type: ColumnType
  /** What it holds, for template and data dictionary. */
  text: Text
  /** Other headers that mean it: pinyin abbreviation, the form's own wording. The key itself is the template's header. */
  names?: readonly string[]
  /** Allowed codes and their words; a file may hold either, `read` sees the code. */
  codes?: Readonly<Record<string, string>>
  required?: true
  example?: string
  local?: LocalKind
  /** Of money: refunds stand below zero. */
  signed?: true
  /** Longest text, 300 unless told. */
  max?: number
}
export type Columns = Readonly<Record<string, Column>>

/** A code as it stands in the file, or what it was translated to, and then the `system` of that; `local` when it has no translation yet. */
export type Coded = { code: string; name?: string; system?: string; local?: true }
/** What the insurance has codes of its own for. */
export type InsuredKind = 'diagnosis' | 'operation'

type ValueOf<C extends Column> = C['type'] extends 'money' | 'integer' | 'decimal'
  ? number
  : C['type'] extends 'icd10' | 'icd9' | 'tcm'
    ? readonly Coded[]
    : C['type'] extends 'yes-no'
      ? boolean
      : string
/**
 * A row after its cells were read: money as integer fen, days YYYY-MM-DD, times as FHIR dateTime (+08:00), months YYYY-MM, ID numbers with 18 characters, institutions as
 * organisation ids, coded columns as codes. An empty cell is undefined.
 */
export type Row<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends { required: true } ? ValueOf<C[K]> : ValueOf<C[K]> | undefined
}

/** A document a row gives. `weak`: written only when absent (a visit's line knows little of its patient). */
export type Draft = {
  resource: Resource
  /** Its JSON as the source wrote it, where the source is JSON: decimals keep their zeros. */
  doc?: string
  owner?: string
  weak?: true
  /** What only this document may hold (claims of one slot, architecture §4): its row is refused when another document holds it. */
  claims?: readonly string[]
  /** Its literal references, where the row is refused when one of them leads nowhere. */
  links?: readonly Link[]
}

/** Says what is wrong with a column of the row; the row is then refused, with everything that was said. */
export type Refuse<C extends Columns> = (column: keyof C & string, rule: string, message: Text) => void

export type ReadContext = {
  /** ISO instant and local day of the import. */
  now: string
  today: string
  /** Institution code → organisation id. */
  institutions: ReadonlyMap<string, string>
  /** The id of what a source calls `key` (UUIDv8, architecture §5). */
  id: (source: string, kind: string, key: string) => string
  /** The name of a code in the deployer's tables. */
  nameOf: (system: 'icd10' | 'icd9' | 'tcm', code: string) => string | undefined
  /** The county's translation of an institution's own code; undefined puts it into the work list. */
  translate: (kind: LocalKind, institution: string, code: string, name?: string) => Coded | undefined
  /** The insurance's code (医保版) for one of the national clinical table (国家临床版), by the county's mapping of that day; undefined where the county has none, and where the mapping lacks the code, which then stands in the work list. */
  insured: (kind: InsuredKind, coded: Coded, day: string) => Coded | undefined
}

/** What is wrong with rows of a chunk that are right in themselves: asked of the chunks of an import one after another, in the file's order; an unreachable database asks again. */
export type ChunkCheck = (chunk: Chunk) => Promise<readonly LineRefusal[]>

/** One kind of file: its columns, and what a row means. A pure value but for `extra`, which looks up once an import what `read` needs besides. */
export type FileKind<C extends Columns = Columns, X = unknown> = {
  name: string
  text: Text
  columns: C
  /** Who made the row: the column whose institution owns its local codes and mappings. */
  institution?: keyof C & string
  /** The first document is the row's own: a second row with the same one is refused. The others may be shared by rows, and the first one stands. */
  read: (row: Row<C>, context: ReadContext, refuse: Refuse<C>, extra: X) => readonly Draft[]
  extra?: (record: RecordStore, county: number) => Promise<X>
  /** Hears every row whose cells could be read before the first is asked for its documents: for kinds whose rows name each other in any order. */
  survey?: (row: Row<C>, context: ReadContext, extra: X) => void
  /** For kinds whose rows mean others, of the file or of the record. */
  check?: (record: RecordStore, county: number) => ChunkCheck
}
/** Any kind as the runner handles it: columns and extra lose their own types here and nowhere else. */
export type AnyKind = Omit<FileKind, 'read' | 'institution' | 'extra' | 'survey'> & {
  institution?: string
  read: (row: never, context: ReadContext, refuse: Refuse<Columns>, extra: never) => readonly Draft[]
  extra?: (record: RecordStore, county: number) => Promise<unknown>
  survey?: (row: never, context: ReadContext, extra: never) => void
}
export const defineKind = <const C extends Columns, X = undefined>(kind: FileKind<C, X>): FileKind<C, X> => kind
