import { localKey, named, pathOf } from '../../../fhir/references.ts'
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

/**
 * Those of the keys that stand for a document (or that callers of the same moment ask for). Always asked of the database: what is remembered here, another process may
 * have deleted.
 */
export async function present(record: RecordStore, county: number, keys: readonly Key[]): Promise<ReadonlySet<string>> {
  return new Set((await record.shared.existing(county, keys)).map(named))
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
