import { hash } from 'node:crypto'
import { answered } from '../../../record/answered.ts'
import type { Plan } from '../../../record/plan.ts'
import { history } from '../../../record/read.ts'
import type { RecordStore } from '../../../record/record.ts'
import type { Caller } from '../caller.ts'
import { refuseFhir } from '../outcome.ts'
import type { Intent, Written } from './intent.ts'

/** An Idempotency-Key as the record keeps it: a caller's own, with a digest of what was asked. */
export type ReplayKey = { opId: string; operation: string }
const longest = 200

/** @throws FhirRefusal 400 when the key is empty, too long or not plain text */
export function replayKey({ actor }: Caller, intents: readonly Intent[], key: string): ReplayKey {
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > longest)
    throw refuseFhir(400, 'value', `An Idempotency-Key has 1 to ${longest} printable ASCII characters without spaces.`)
  // JSON leaves out what is undefined: what a later version may also ask does not change the digest of what was asked before
  const asked = intents.map(({ method, type, id, text, condition, ifMatch, ifNoneMatch, fullUrl }) => ({
    ...{ method, type, id, text, condition, ifMatch, ifNoneMatch, fullUrl },
  }))
  return { opId: `fhir:${actor.login}:${key}`, operation: `fhir:${hash('sha256', JSON.stringify(asked))}` }
}

/** The key of an entry of a batch: of the batch's own key, made short enough where the two together would be too long. */
export function entryKey(key: string, index: number): string {
  const whole = `${key}.${index}`
  return key.length <= longest && whole.length > longest ? `${hash('sha256', key)}.${index}` : whole
}

/** The answer as it is stored: without the documents, which the record keeps already. */
export const keptAnswer = ({ opId, operation }: ReplayKey, written: readonly Written[]): NonNullable<Plan['idempotency']> => ({
  opId,
  operation,
  answer: JSON.stringify(
    written.map(({ status, type, id, version, updated, doc, changed }) => [status, type, id, version, updated, doc !== null, changed]),
  ),
})
type Kept = [status: Written['status'], type: string, id: string, version: number, updated: string, held: boolean, changed: boolean]

/** What the key was answered before, with the documents as they were then. @throws FhirRefusal 422 when it was used for something else */
export async function replayed(
  record: RecordStore,
  county: number,
  { opId, operation }: ReplayKey,
): Promise<readonly Written[] | undefined> {
  const known = await answered(record, county, opId)
  if (!known) return undefined
  if (known.operation !== operation)
    throw refuseFhir(422, 'business-rule', 'This Idempotency-Key was used for another request: take a new one.')
  const answer = JSON.parse(known.answer) as Kept[]
  const held = answer.flatMap(([, type, id, , , has]) => (has ? [{ type, id }] : []))
  const versions = new Map((await history(record.db, county, held)).map((v) => [`${v.type}/${v.id}/${v.version}`, v.doc]))
  return answer.map(([status, type, id, version, updated, has, changed]) => {
    const doc = has ? (versions.get(`${type}/${id}/${version}`) ?? null) : null
    return { status, type, id, version, updated, doc, changed }
  })
}
