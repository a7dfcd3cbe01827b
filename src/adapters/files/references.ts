import { type Link, localKey, named, pathOf } from '../../fhir/references.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Incoming, LineRefusal } from '../../record/incoming.ts'
import type { Chunk } from '../../record/load.ts'
import type { Key } from '../../record/read.ts'
import type { IdSet } from './seen.ts'

/** What an import may refer to. */
export type Standing = {
  /** Documents of the rows read so far that were right in themselves, and of those that were refused. */
  seen: IdSet
  lost: IdSet
  /** Those of the keys that are in the record. */
  existing: (keys: readonly Key[]) => Promise<readonly Key[]>
  /** Everything the files of the import name: asked for when something points ahead, then remembered. */
  coming: () => Promise<IdSet>
}
/** Names found to stand are remembered up to this many: rows of one patient follow each other. */
const remembered = 20_000
/** What is said of a reference, in both languages. */
export const reason = (reference: string, what: Text): Text => {
  const said = JSON.stringify(reference.slice(0, 100))
  return [`引用 ${said} ${what[0]}`, `${said} ${what[1]}`]
}
const nowhere: Text = [
  '在档案和本次导入的文件里都没有：先导入它，或改正引用',
  'is neither in the record nor in the files of this import: bring it in first or with them, or mend the reference',
]
const noAddress: Text = ['不是本系统能找到的地址：写成 类型/编号', 'names nothing that can be found here: write Type/id']
const refusedItself: Text = ['所在的行被拒绝：改正那一行后再导入', 'was refused itself: mend its row and import both again']

/** What only a transaction could resolve. */
const isNoAddress = (reference: string) => reference.startsWith('urn:')

/** Why a row is refused for one of its references. */
export const lostReference = ({ line, resource }: Pick<Incoming, 'line' | 'resource'>, link: Link, refused: boolean): LineRefusal => {
  const path = pathOf(resource, link)
  const what = isNoAddress(link.reference) ? noAddress : refused ? refusedItself : nowhere
  return { line: line ?? 0, column: path, value: path, rule: 'reference', message: reason(link.reference, what) }
}

/**
 * Takes the rows out of a chunk whose literal references lead nowhere: neither into the record nor to a row of the import (http://hl7.org/fhir/R4/http.html#create,
 * referential integrity), nor to one that this takes out itself. What is known from the file costs nothing; the rest of a chunk is asked for at once.
 * A row that points ahead to one that is refused later stays: `takeBackLost` finds it when all rows are through.
 */
export function referenceCheck({ seen, lost, existing, coming }: Standing): <C extends Chunk>(chunk: C) => Promise<C> {
  const standing = new Set<string>()
  const stands = (name: string, { type, id }: Key): boolean => {
    if (standing.has(name)) return true
    if (!seen.has(type, id) || lost.has(type, id)) return false
    if (standing.size >= remembered) standing.clear()
    standing.add(name)
    return true
  }
  const absent = async (keys: readonly Key[]) => {
    const there = new Set((keys.length ? await existing(keys) : []).map(named))
    return keys.filter((key) => !there.has(named(key)))
  }
  /** Names of a chunk's references that lead nowhere, and whether a row of the import that was refused would have brought them. */
  const goneOf = async ({ documents }: Chunk): Promise<Map<string, boolean>> => {
    const unsure = new Map<string, Key>()
    for (const { links = [] } of documents)
      for (const { reference } of links) {
        const key = localKey(reference)
        if (key && !stands(named(key), key)) unsure.set(named(key), key)
      }
    const open = await absent([...unsure.values()])
    const ahead = open.length ? await coming() : lost
    const isLost = ({ type, id }: Key) => lost.has(type, id)
    return new Map(open.filter((key) => isLost(key) || !ahead.has(key.type, key.id)).map((key) => [named(key), isLost(key)]))
  }
  return async (chunk) => {
    const gone = await goneOf(chunk)
    const refusals = [...chunk.refusals]
    for (let documents = chunk.documents; ; ) {
      const fallen = documents.filter((d) => {
        const bad = (d.links ?? []).filter(({ reference }) => isNoAddress(reference) || isGone(gone, reference))
        for (const link of bad) refusals.push(lostReference(d, link, isGone(gone, link.reference) === 'refused'))
        return bad.length > 0
      })
      if (!fallen.length) return { ...chunk, documents, refusals }
      for (const d of fallen) {
        lost.add(d.type, d.id)
        standing.delete(named(d))
      }
      for (const key of await absent(fallen)) gone.set(named(key), true)
      const out = new Set(fallen)
      documents = documents.filter((d) => !out.has(d))
    }
  }
}

function isGone(gone: ReadonlyMap<string, boolean>, reference: string): 'refused' | 'nowhere' | undefined {
  if (!gone.size) return undefined
  const key = localKey(reference)
  const refused = key && gone.get(named(key))
  return refused === undefined ? undefined : refused ? 'refused' : 'nowhere'
}
