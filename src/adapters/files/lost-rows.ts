import { parseResource } from '../../fhir/json.ts'
import { linksIn, localKey, named } from '../../fhir/references.ts'
import type { Batch } from '../../record/batch.ts'
import type { LineRefusal } from '../../record/incoming.ts'
import { existingKeys, type Key } from '../../record/read.ts'
import type { RecordStore } from '../../record/record.ts'
import { type Change, refusedLines, refuseLate } from '../../record/take-back.ts'
import type { Rows } from './chunks.ts'
import type { Names } from './names.ts'
import { lostReference } from './references.ts'
import { keyOf } from './row-keys.ts'
import { type IdSet, idSet } from './seen.ts'

const page = 1000
/** A row that refers to something lost, with why it is refused; parsed only where it may. */
function lostRow(
  text: string,
  line: number,
  lost: IdSet,
  told: Names['told'],
): (Key & { line: number; refusals: LineRefusal[] }) | undefined {
  const leads = (reference: string) => {
    const found = told(reference) ?? reference
    const key = typeof found === 'string' ? localKey(found) : undefined
    return key !== undefined && lost.has(key.type, key.id)
  }
  const escaped = /"reference"\s*:\s*"[^"]*\\/.test(text)
  if (!escaped && ![...text.matchAll(/"reference"\s*:\s*"([^"]*)"/g)].some(([, reference]) => leads(reference!))) return undefined
  const { resource } = parseResource(text)
  const links = linksIn(resource).filter(({ reference }) => leads(reference))
  if (!links.length) return undefined
  return {
    type: resource.resourceType,
    id: resource.id!,
    line,
    refusals: links.map((link) => lostReference({ line, resource }, link, true)),
  }
}

/** A batch and the rows of its file. */
export type Part = { batch: Pick<Batch, 'id' | 'actor' | 'refused'>; rows: () => Rows; names: Names }

/**
 * Refuses what went in because another row was to bring what it refers to, and that row was refused: until nothing of these batches refers to what was refused.
 * Reads the files again only when something was refused at all. @returns by how much the counts change
 */
export async function takeBackLost(record: RecordStore, county: number, parts: readonly Part[], now: string): Promise<Change> {
  const total: Change = { taken: 0, changed: 0, skipped: 0, refused: 0 }
  if (!parts.some(({ batch }) => batch.refused)) return total
  for (const { names } of parts) await names.findAll()
  const lost = idSet()
  const losing = async (keys: readonly Key[]) => {
    const there = new Set((await existingKeys(record.db, county, keys)).map(named))
    for (const key of keys) if (!there.has(named(key))) lost.add(key.type, key.id)
  }
  const files = await Promise.all(parts.map(async (part) => ({ ...part, gone: await refusedLines(record.db, county, part.batch.id) })))
  for (const { rows, gone } of files)
    for await (const some of pages(rows(), (text, line) => (gone.has(line) ? keyOf(text) : undefined))) await losing(some)
  for (let before = -1; before < total.refused; ) {
    before = total.refused
    for (const { batch, rows, gone, names } of files)
      for await (const some of pages(rows(), (text, line) => (gone.has(line) ? undefined : lostRow(text, line, lost, names.told)))) {
        const change = await refuseLate(record, county, batch.id, some, { actor: batch.actor, now })
        for (const [name, n] of Object.entries(change)) total[name as keyof Change] += n
        for (const { line } of some) gone.add(line)
        await losing(some)
      }
  }
  return total
}

/** What is found in rows, in pages. */
async function* pages<T>(rows: Rows, find: (text: string, line: number) => T | undefined): AsyncGenerator<T[]> {
  let [found, line]: [T[], number] = [[], 0]
  for await (const [text = ''] of rows) {
    line += 1
    const one = text ? find(text, line) : undefined
    if (one !== undefined && found.push(one) === page) {
      yield found
      found = []
    }
  }
  if (found.length) yield found
}
