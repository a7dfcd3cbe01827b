import { ID } from '../../fhir/id.ts'
import { parseResource } from '../../fhir/json.ts'
import type { Key } from '../../record/read.ts'
import type { Rows } from './chunks.ts'
import { type IdSet, idSet } from './seen.ts'

const beginning = new RegExp(`^\\{\\s*"resourceType"\\s*:\\s*"([A-Za-z]+)"\\s*,\\s*"id"\\s*:\\s*"(${ID})"`)

/** Which document a line of NDJSON is, told from its beginning where it is written as usual. */
export function keyOf(text: string): Key | undefined {
  const [, type, id] = beginning.exec(text) ?? []
  if (type && id) return { type, id }
  const { resource } = parseResource(text)
  return typeof resource?.id === 'string' ? { type: resource.resourceType, id: resource.id } : undefined
}

/** Everything that rows of NDJSON name; `hear` hears each row. */
export async function idsIn(files: readonly (() => Rows)[], hear?: (text: string) => void): Promise<IdSet> {
  const ids = idSet()
  for (const rows of files)
    for await (const [text = ''] of rows()) {
      const key = text ? keyOf(text) : undefined
      if (!key) continue
      ids.add(key.type, key.id)
      hear?.(text)
    }
  return ids
}
