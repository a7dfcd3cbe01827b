import type { Resource } from '../../fhir/resource.ts'
import type { DocumentWrite, Removed, Stored } from '../../record/plan.ts'
import type { RecordStore } from '../../record/record.ts'
import type { AnyWorkflow } from '../grammar/capability.ts'
import type { CaseState } from '../grammar/operation.ts'

/** A case as it was read: its shape, its version (of the guarding document) and the documents themselves, those it once had included. */
export type Loaded = { subject: CaseState; version: number; documents: readonly (Stored | Removed)[] }

export async function loadCase(record: RecordStore, county: number, { kind }: AnyWorkflow, id: string): Promise<Loaded | undefined> {
  const keys = kind.documents(id)
  const found = await record.shared.documents(county, keys)
  const ordered = keys.flatMap((key) => found.find((d) => d.type === key.type && d.id === key.id) ?? [])
  const main = ordered[0]
  if (main?.id !== keys[0].id || main.type !== keys[0].type || main.doc === null) return undefined
  const live = ordered.flatMap(({ doc }) => (doc === null ? [] : [JSON.parse(doc) as Resource]))
  return { subject: kind.fromFhir(live), version: main.version, documents: ordered }
}

/** The document writes that turn what was read into the next state of the case. The guarding document is always written, so that its version moves. */
export function writesOf({ kind }: AnyWorkflow, before: readonly (Stored | Removed)[], next: CaseState): DocumentWrite[] {
  const resources = kind.toFhir(next as never)
  const writes = resources.flatMap((resource, i): DocumentWrite[] => {
    const { resourceType: type, id } = resource as Resource & { id: string }
    const old = before.find((d) => d.type === type && d.id === id)
    const doc = JSON.stringify(resource)
    return i > 0 && old?.doc === doc ? [] : [{ type, id, before: old ?? 'new', doc, owner: kind.name }]
  })
  const gone = before.filter((d) => d.doc !== null && !resources.some((r) => r.resourceType === d.type && r.id === d.id))
  return [...writes, ...gone.map((d) => ({ type: d.type, id: d.id, before: d, doc: null, owner: kind.name }))]
}
