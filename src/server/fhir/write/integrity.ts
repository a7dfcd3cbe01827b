import { LRUCache } from 'lru-cache'
import { localKey, named, pathOf } from '../../../fhir/references.ts'
import type { Plan } from '../../../record/plan.ts'
import type { Key } from '../../../record/read.ts'
import type { RecordStore } from '../../../record/record.ts'
import { readDocuments } from '../../../record/search/documents.ts'
import { referrers } from '../../../record/search/referrers.ts'
import type { Caller } from '../caller.ts'
import { FhirRefusal, type OutcomeIssue, refuseFhir } from '../outcome.ts'
import { type Draft, under } from './draft.ts'
import type { Change } from './plan.ts'

/** What the drafts point at on this server, beside what they bring themselves. `made` and `gone` are the names of what the same plan writes and deletes. */
export function targetsOf(drafts: readonly Draft[], made: ReadonlySet<string>, base: string | undefined): Key[] {
  const keys = new Map<string, Key>()
  for (const { body } of drafts)
    for (const { reference } of body?.links ?? []) {
      const key = localKey(reference, base)
      if (key && !made.has(named(key))) keys.set(named(key), key)
    }
  return [...keys.values()]
}

const most = 50_000
const seen = new WeakMap<RecordStore, LRUCache<string, true>>()
/** Documents that stood when this process last saw them, of each record. */
const seenIn = (record: RecordStore) => {
  const known = seen.get(record) ?? new LRUCache<string, true>({ max: most })
  seen.set(record, known)
  return known
}

/**
 * Those of the keys that stand for a document. What this process saw lately is taken to stand still when `lately`: the plan says what it requires, and is lost when
 * another process has deleted it meanwhile.
 */
export async function standing(record: RecordStore, county: number, keys: readonly Key[], lately: boolean): Promise<ReadonlySet<string>> {
  const known = seenIn(record)
  const names = new Set(keys.map(named))
  const asked = lately ? keys.filter((key) => !known.has(`${county} ${named(key)}`)) : keys
  for (const key of asked) names.delete(named(key))
  for (const key of asked.length ? await record.shared.existing(county, asked) : []) {
    names.add(named(key))
    known.set(`${county} ${named(key)}`, true)
  }
  return names
}

/** What was deleted stands no more. */
export function noteDeleted(record: RecordStore, county: number, changes: readonly Change[]): void {
  for (const { write } of changes) if (write.doc === null) seenIn(record).delete(`${county} ${named(write)}`)
}

/**
 * Every literal reference to a resource of this server must lead somewhere (http://hl7.org/fhir/R4/http.html#create: 422, "violated server business rules").
 * `standing`: names of what is there or is made by the same plan, and not deleted by it. @throws FhirRefusal 422 naming every path that leads nowhere
 */
export function mustLeadSomewhere(drafts: readonly Draft[], standing: (name: string) => boolean, base: string | undefined): void {
  const issues: OutcomeIssue[] = []
  for (const { intent, body } of drafts)
    for (const link of body?.links ?? []) {
      const key = localKey(link.reference, base)
      const lost = key ? !standing(named(key)) : link.reference.startsWith('urn:') // outside a transaction nothing can be meant by a urn
      if (lost && issues.length < 100)
        issues.push({
          severity: 'error',
          code: 'not-found',
          diagnostics: `${JSON.stringify(link.reference.slice(0, 200))} does not exist on this server: create it first, or in the same transaction.`,
          expression: [under(intent.at, pathOf(body!.resource, link))],
        })
    }
  if (issues.length) throw new FhirRefusal(422, issues)
}

/** What must hold when the changes are committed: what they refer to stands, and nothing refers to what they delete. */
export function integrityOf(changes: readonly Change[], requires: readonly Key[]): Pick<Plan, 'requires' | 'unneeded'> {
  const unneeded = changes.flatMap(({ write: { type, id, doc } }) => (doc === null ? [{ type, id }] : []))
  return { ...(requires.length ? { requires } : {}), ...(unneeded.length ? { unneeded } : {}) }
}

/** Documents in words: those that the caller may see by their names, five at most, of the others only that there are some. */
export async function toldOf(record: RecordStore, caller: Caller, keys: readonly Key[]): Promise<string> {
  const open = keys.filter(({ type }) => caller.may('read', type))
  const seen = (await readDocuments(record, caller.reader, open)).map(named)
  const some = seen.slice(0, 5).join(', ')
  if (!seen.length) return 'resources that you may not see'
  return seen.length > 5 || seen.length < keys.length ? `${some} and others` : some
}

/** @throws FhirRefusal 409 naming who still points at what is to be deleted, unless they go or change in the same plan */
export async function mustNotBeNeeded(record: RecordStore, caller: Caller, changes: readonly Change[]): Promise<void> {
  const own = new Set(changes.map(({ write }) => named(write)))
  for (const { intent, write } of changes) {
    if (write.doc !== null) continue
    const pointing = (await referrers(record, caller.county, write, 6 + own.size)).filter((one) => !own.has(named(one)))
    if (pointing.length)
      throw refuseFhir(
        409,
        'conflict',
        `${named(write)} is referred to by ${await toldOf(record, caller, pointing)}: change or delete these first, or in the same transaction.`,
        intent.at ?? write.type,
      )
  }
}
