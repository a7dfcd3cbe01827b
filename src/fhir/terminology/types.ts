/** A concept of a code system, as the terminology answers need it. */
export type Designation = { language?: string | undefined; use?: object | undefined; value: string }
/** A property of a concept as R4 writes it: `{ code, valueString }`, `valueCode` … */
export type Property = { code: string } & Readonly<Record<string, unknown>>
export type Concept = {
  code: string
  display?: string | undefined
  definition?: string | undefined
  /** A heading that nobody may choose. */
  abstract?: true | undefined
  inactive?: true | undefined
  designations?: readonly Designation[] | undefined
  properties?: readonly Property[] | undefined
  /** Initials of the pinyin, by which a Chinese name is found. */
  initials?: string | undefined
}

/** A code system in memory. Concepts keep the order of their source. */
export type CodeSystem = {
  url: string
  version?: string | undefined
  name?: string | undefined
  title?: string | undefined
  /** R4 CodeSystemContentMode: only of a complete one can be said that a code does not exist. */
  content: string
  caseSensitive: boolean
  /** The value set of all its codes. */
  valueSet?: string | undefined
  concepts: ReadonlyMap<string, Concept>
  find(code: string): Concept | undefined
  parents(code: string): readonly string[]
  children(code: string): readonly string[]
  /** Whether `code` is `ancestor` or lies below it. */
  isA(code: string, ancestor: string): boolean
}

export type Filter = { property: string; op: string; value: string }
export type Include = {
  system?: string | undefined
  version?: string | undefined
  concept?: readonly { code: string; display?: string | undefined; designation?: readonly Designation[] | undefined }[] | undefined
  filter?: readonly Filter[] | undefined
  valueSet?: readonly string[] | undefined
  /** Listed codes that are not shipped: somebody else owns them. */
  partial?: true | undefined
}
export type ValueSet = {
  url?: string | undefined
  version?: string | undefined
  name?: string | undefined
  title?: string | undefined
  status?: string | undefined
  compose?: { include?: readonly Include[] | undefined; exclude?: readonly Include[] | undefined } | undefined
  expansion?: { contains?: readonly Contained[] | undefined } | undefined
}
/** An entry of an expansion that came with a value set. */
export type Contained = {
  system?: string
  code?: string
  display?: string
  abstract?: boolean
  contains?: readonly Contained[]
}
export type MapElement = {
  code?: string
  target?: readonly { code?: string; display?: string; equivalence?: string; comment?: string }[]
}
export type MapGroup = {
  source?: string
  target?: string
  element?: readonly MapElement[]
  unmapped?: { mode?: string; code?: string; display?: string; url?: string }
}
export type ConceptMap = {
  url?: string | undefined
  version?: string | undefined
  sourceUri?: string | undefined
  sourceCanonical?: string | undefined
  targetUri?: string | undefined
  targetCanonical?: string | undefined
  group?: readonly MapGroup[] | undefined
}

/** Where definitions come from: the official ones, the county's own, its loaded tables. */
export type Terms = {
  system(url: string, version?: string): Promise<CodeSystem | undefined>
  valueSet(url: string, version?: string): Promise<ValueSet | undefined>
  maps(): Promise<readonly ConceptMap[]>
}

/** Why a terminology question has no answer; `code` is from the R4 IssueType value set. */
export class TermFault extends Error {
  readonly code: 'not-found' | 'invalid' | 'not-supported' | 'too-costly' | 'processing'
  constructor(code: TermFault['code'], text: string) {
    super(text)
    this.code = code
  }
}

/** `url|version` taken apart. */
export function canonical(text: string): { url: string; version?: string } {
  const bar = text.lastIndexOf('|')
  return bar < 0 ? { url: text } : { url: text.slice(0, bar), version: text.slice(bar + 1) }
}
