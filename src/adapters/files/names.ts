import { setImmediate } from 'node:timers/promises'
import { parseResource } from '../../fhir/json.ts'
import { conditionIn } from '../../fhir/references.ts'
import { searchKeys } from '../../fhir/search/keys.ts'
import type { Eyes } from '../../record/batch.ts'
import { eachInSlices } from '../../record/in-slices.ts'
import type { RecordStore } from '../../record/record.ts'
import { houseReader } from '../../record/search/reader.ts'
import { searchDocuments } from '../../record/search/search.ts'
import { TooCostly } from '../../record/search/too-costly.ts'
import type { Rows } from './chunks.ts'
import { type Condition, readCondition, tooCostly, type Why } from './condition.ts'
import { idsIn, keyOf } from './row-keys.ts'
import { type IdSet, idSet } from './seen.ts'

/** What the files of one import (NDJSON) name, and what the conditional references in them find. */
export type Names = {
  /** Every resource the files name; read once. */
  ids(): Promise<IdSet>
  /** Finds out what these references lead to, and on the way what all in the files do, once each. */
  find(references: Iterable<string>): Promise<void>
  /** The same for all in the files. */
  findAll(): Promise<void>
  /** What a conditional reference was found to lead to, as `Type/id`, or why to nothing; undefined for all others. */
  told(reference: string): string | Why | undefined
}
type Asked = { reference: string; condition: Condition; met: Set<string> }

/** So many conditions one import may have. */
const most = 200_000
const slice = 500
/** So many of the record's documents that meet a condition are looked at: those that the import replaces do not count. */
const looked = 20
const none: Why = {
  rule: 'reference',
  what: ['在档案和本次导入的文件里没有符合的资源', 'is met by nothing in the record or in the files of this import'],
}
const many: Why = {
  rule: 'fhir.multiple-matches',
  what: ['符合的资源不止一个', 'is met by more than one resource: make it more selective'],
}
const oneOf = (type: string, [id, another]: readonly string[]): string | Why => (another ? many : id === undefined ? none : `${type}/${id}`)
const tooMany: Why = {
  rule: 'fhir.too-costly',
  what: ['一次导入的条件太多：分成几次导入', 'is one condition too many for one import: bring it in parts'],
}

/** `eyes`: who looks into the record, and at which types; else the house, at all. */
export function namesIn(record: RecordStore, county: number, files: readonly (() => Rows)[], eyes?: Eyes): Names {
  const { reader, types } = eyes ?? { reader: houseReader(county) }
  const answers = new Map<string, string | Why>()
  let ids: Promise<IdSet> | undefined
  let inFiles: Promise<ReadonlySet<string>> | undefined

  const collect = async () => {
    const all = new Set<string>()
    ids = idsIn(files, (text) => {
      if (all.size < most) for (const reference of conditionsIn(text)) all.add(reference)
    })
    await ids
    return all
  }
  /** Resources of the files that meet the conditions: the first row of each. */
  const meet = async (asked: readonly Asked[]) => {
    const byKey = new Map<string, Map<string, Asked[]>>()
    for (const one of asked) {
      const { type, keys } = one.condition
      const ofType = byKey.get(type) ?? new Map<string, Asked[]>()
      byKey.set(type, ofType)
      for (const key of keys) ofType.set(key, [...(ofType.get(key) ?? []), one])
    }
    const before = idSet()
    let count = 0
    for (const rows of files)
      for await (const [text = ''] of rows()) {
        if (++count % 64 === 0) await setImmediate()
        const key = text ? keyOf(text) : undefined
        const ofType = key && byKey.get(key.type)
        if (!ofType || before.has(key.type, key.id)) continue
        before.add(key.type, key.id)
        const { resource } = parseResource(text)
        for (const found of searchKeys(resource).keys)
          for (const { condition, met } of ofType.get(found) ?? []) if (met.size < 2 && condition.meets(resource)) met.add(key.id)
      }
  }
  const answer = async ({ condition: { type, query }, met }: Asked, brought: IdSet): Promise<string | Why> => {
    const plain = { sort: [], include: [], revinclude: [], cursor: undefined, total: undefined, summary: undefined, count: looked }
    if (types && !types.includes(type)) return oneOf(type, [...met])
    try {
      const { matches, next } = await searchDocuments(record, reader, { ...query, ...plain }, await record.parameters(county))
      const found = [...met, ...matches.flatMap(({ id }) => (brought.has(type, id) ? [] : [id]))]
      return !next ? oneOf(type, found) : found.length > 1 || matches.length >= looked ? many : tooCostly
    } catch (error) {
      if (error instanceof TooCostly) return tooCostly
      throw error
    }
  }
  const ask = async (references: Iterable<string>) => {
    inFiles ??= collect()
    const open = new Set([...references, ...(await inFiles)].filter((one) => !answers.has(one)))
    const parameters = await record.parameters(county)
    const asked: Asked[] = []
    await eachInSlices([...open], (reference) => {
      const condition = answers.size + asked.length < most ? readCondition(reference, parameters) : tooMany
      if ('what' in condition) answers.set(reference, condition)
      else asked.push({ reference, condition, met: new Set() })
    })
    if (asked.length) await meet(asked)
    for (let i = 0; i < asked.length; i += slice)
      await Promise.all(asked.slice(i, i + slice).map(async (one) => answers.set(one.reference, await answer(one, await ids!))))
  }
  let last = Promise.resolve()
  const inTurn = (references: () => Iterable<string>) => {
    const asking = last.then(() => ask(references()))
    last = asking.catch(() => {})
    return asking
  }
  return {
    ids: () => {
      ids ??= idsIn(files)
      return ids
    },
    find: async (references) => {
      const open = [...new Set(references)].filter((one) => !answers.has(one))
      if (open.length) await inTurn(() => open.filter((one) => !answers.has(one)))
    },
    findAll: () => inTurn(() => []),
    told: (reference) => answers.get(reference),
  }
}

/** Conditional references in a line of JSON, as far as they are written without escapes: others are found when their rows come. */
function conditionsIn(text: string): string[] {
  if (!text.includes('?')) return []
  return [...text.matchAll(/"reference"\s*:\s*"([A-Z][A-Za-z]+\?[^"\\]+)"/g)].flatMap(([, one]) => (conditionIn(one!) ? [one!] : []))
}
