import { named } from '../../../fhir/references.ts'
import { eachInSlices } from '../../../record/in-slices.ts'
import type { Removed, Stored } from '../../../record/plan.ts'
import type { Key } from '../../../record/read.ts'
import { readDocuments } from '../../../record/search/documents.ts'
import { visible } from '../../../record/search/visible.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'
import type { Situation } from './criterion.ts'
import { type Decided, patched, put, remove, unchanged } from './decide.ts'
import { type Draft, mustAllBeValid } from './draft.ts'
import { integrityOf, mustLeadSomewhere, mustNotBeNeeded, noteDeleted, standing, targetsOf } from './integrity.ts'
import type { Written } from './intent.ts'
import { planOf } from './plan.ts'
import { namesIn, relinked } from './relink.ts'
import { keptAnswer, type ReplayKey } from './replay.ts'
import { goneOf, type Target, targetsFor } from './targets.ts'

export type Attempt = { drafts: readonly Draft[]; base: string | undefined; key: ReplayKey | undefined; again: boolean }

/** One attempt: reads, decides, writes one plan. @throws Lost when somebody else was faster; FhirRefusal */
export async function once(door: FhirDoor, caller: Caller, { drafts, base, key, again }: Attempt): Promise<readonly Written[]> {
  const { record, clock } = door.house
  const now = clock().toISOString()
  const situation = { door, caller, base }
  const targets = await targetsFor(situation, drafts, now, again)
  mustBeDistinct(drafts, targets)
  const transaction = drafts[0]?.intent.at !== undefined
  const gone = goneOf(drafts, targets)
  const linked = await linkedOf(situation, drafts, targets, transaction, gone)
  await mustAllBeValid(linked)
  const nameOf = (i: number) => `${drafts[i]!.intent.type}/${targets[i]!.id}`
  const keys = drafts.flatMap(({ intent: { type } }, i) => (targets[i]!.how === 'read' ? [{ type, id: targets[i]!.id }] : []))
  const made = new Set(linked.flatMap(({ intent, body }, i) => (body || intent.method === 'patch' ? [nameOf(i)] : [])))
  const required = (some: readonly Draft[]) => (door.integrity ? targetsOf(some, made, base) : [])
  const standingOf = (some: readonly Draft[]) => standing(record, caller.county, required(some), !again)
  const [there, stands] = await Promise.all([readAll(door, caller, keys), standingOf(linked)])

  const beforeOf = (i: number) => targets[i]!.found ?? there.get(nameOf(i))
  const full = linked.map((draft, i) => (draft.intent.method === 'patch' ? patched(draft, targets[i]!.id, beforeOf(i)) : draft))
  const patches = full.filter(({ intent }) => intent.method === 'patch')
  await mustAllBeValid(patches)
  if (door.integrity) {
    const stand = new Set([...stands, ...(patches.length ? await standingOf(patches) : [])])
    mustLeadSomewhere(full, (name) => made.has(name) || (stand.has(name) && !gone.has(name)), base)
  }

  const decided = await eachInSlices(full, ({ intent, body }, i): Decided | undefined => {
    const { how, id, found } = targets[i]!
    if (how === 'twin') return undefined
    if (how === 'none') return { written: { status: 204, type: intent.type, id, version: 0, updated: now, doc: null, changed: false } }
    if (how === 'hit') return unchanged(found!)
    return body ? put(intent, body, id, beforeOf(i), now) : remove(intent, id, beforeOf(i), now)
  })
  const changes = decided.flatMap((one) => one?.change ?? [])
  if (door.integrity) await mustNotBeNeeded(record, caller, changes)
  const byName = new Map(decided.flatMap((one, i) => (one ? [[nameOf(i), one.written] as const] : [])))
  const written = decided.map((one, i) => one?.written ?? { ...byName.get(nameOf(i))!, status: 200 as const, changed: false })
  if (changes.length || key) {
    const claims = targets.flatMap(({ how, claim }) => (claim && how !== 'twin' ? [claim] : []))
    const rules = door.integrity ? integrityOf(changes, required(full)) : {}
    await record.write({ ...planOf(caller, changes, transaction, { now, claims, idempotency: key && keptAnswer(key, written) }), ...rules })
    noteDeleted(record, caller.county, changes)
  }
  return written
}

/** The bodies to be written, their references rewritten where a transaction's entries name each other. */
async function linkedOf(
  situation: Situation,
  drafts: readonly Draft[],
  targets: readonly Target[],
  transaction: boolean,
  gone: ReadonlySet<string>,
) {
  const writing = drafts.map(({ intent, body }, i): Draft => {
    const { how } = targets[i]!
    return { intent, body: how === 'hit' || how === 'twin' ? undefined : body }
  })
  if (!transaction) return writing
  const inPlan = writing.flatMap(({ body }, i) => (body ? [{ id: targets[i]!.id, resource: body.resource }] : []))
  return relinked(situation, writing, namesIn(drafts, targets), inPlan, gone)
}

/** @throws FhirRefusal 400 when two changes of a transaction are about one resource (http://hl7.org/fhir/R4/http.html#trules) */
function mustBeDistinct(drafts: readonly Draft[], targets: readonly Target[]): void {
  const first = new Map<string, Draft>()
  drafts.forEach((draft, i) => {
    const { how, id } = targets[i]!
    const name = `${draft.intent.type}/${id}`
    if (how === 'none' || how === 'twin' || (how === 'hit' && !first.has(name))) return
    const other = first.get(name)
    if (other)
      throw refuseFhir(
        400,
        'duplicate',
        `Two entries are about ${name}: a transaction changes a resource once.`,
        draft.intent.at ?? draft.intent.type,
      )
    first.set(name, draft)
  })
}

/** What is there now. @throws FhirRefusal 403 for a document that the caller may not see: what he cannot see he does not overwrite */
async function readAll({ house: { record } }: FhirDoor, { county, reader }: Caller, keys: readonly Key[]) {
  const wanted = new Set(keys.map(named))
  const there = new Map<string, Stored | Removed>()
  for (const one of await record.shared.documents(county, keys)) if (wanted.has(named(one))) there.set(named(one), one)
  if (there.size && visible(reader, 't', String) !== undefined) {
    const standing = [...there.values()].filter(({ doc }) => doc !== null)
    const seen = new Set((await readDocuments(record, reader, standing)).map(named))
    const hidden = standing.find((one) => !seen.has(named(one)))
    if (hidden) throw refuseFhir(403, 'forbidden', `You may not change ${named(hidden)}.`, hidden.type)
  }
  return there
}
