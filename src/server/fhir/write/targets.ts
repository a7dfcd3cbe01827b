import { claimHolder, conditionalClaim, dropClaim } from '../../../record/conditionals.ts'
import { newId } from '../../../record/ids.ts'
import type { Plan, Stored } from '../../../record/plan.ts'
import { refuseFhir } from '../outcome.ts'
import { type Criterion, criterionOf, type Situation } from './criterion.ts'
import { type Draft, mustBe } from './draft.ts'

/** Which document an intent is about, once its condition is resolved. */
export type Target = {
  id: string
  /** Read: what is there must still be read. New: nothing is there. Hit: an If-None-Exist found it. None: there is nothing to delete. Twin: an earlier intent of the same condition makes it. */
  how: 'read' | 'new' | 'found' | 'hit' | 'none' | 'twin'
  found?: Stored | undefined
  claim?: NonNullable<Plan['claims']>[number] | undefined
}

/** `again`: after a lost guard, when a claim may be in the way of whose document nothing is left. */
export async function targetsFor(situation: Situation, drafts: readonly Draft[], now: string, again: boolean): Promise<Target[]> {
  const targetOf = async (draft: Draft, gone: ReadonlySet<string>): Promise<Target> => {
    const { condition, id, type, at } = draft.intent
    if (!condition) return id === undefined ? { id: newId(), how: 'new' } : { id, how: 'read' }
    const criterion = await criterionOf(situation, type, condition, at)
    const found = await foundBy(situation, draft, criterion, now, again)
    return decide(
      draft,
      criterion,
      found.filter((one) => !gone.has(`${type}/${one.id}`)),
      now,
    )
  }
  const deletes = ({ intent }: Draft) => intent.method === 'delete'
  const nobody: ReadonlySet<string> = new Set()
  const removed = await Promise.all(drafts.map((draft) => (deletes(draft) ? targetOf(draft, nobody) : undefined)))
  const gone = goneOf(drafts, removed)
  const targets = await Promise.all(drafts.map((draft, i) => removed[i] ?? targetOf(draft, gone)))
  const first = new Map<string, Target>()
  return targets.map((target, i) => {
    const twin = target.claim && first.get(target.claim.resource)
    if (target.claim && !twin) first.set(target.claim.resource, target)
    if (!twin) return target
    if (drafts[i]!.intent.method === 'create') return { id: twin.id, how: 'twin' }
    return { ...target, id: twin.id } // refused as a second change of one resource
  })
}

/** What is deleted, by names: deletions come first (http://hl7.org/fhir/R4/http.html#trules), so nothing else finds it. */
export const goneOf = (drafts: readonly Draft[], targets: readonly (Target | undefined)[]): ReadonlySet<string> =>
  new Set(drafts.flatMap(({ intent: { method, type } }, i) => (method === 'delete' && targets[i]?.id ? [`${type}/${targets[i].id}`] : [])))

async function foundBy({ door, caller: { county } }: Situation, { intent }: Draft, criterion: Criterion, now: string, again: boolean) {
  const { record } = door.house
  const { resource } = conditionalClaim(intent.type, intent.condition!, '', now)
  const holder = again ? await claimHolder(record, county, resource) : undefined
  const found = await criterion.find()
  if (holder !== undefined && !found.length) await dropClaim(record, county, resource, holder)
  return found
}

/** The rules for none, one and many of http://hl7.org/fhir/R4/http.html#ccreate, #cond-update, #cond-patch and #3.1.0.7.1 (conditional delete, single). */
function decide({ intent, body }: Draft, criterion: Criterion, found: readonly Stored[], now: string): Target {
  const { method, type, at, condition } = intent
  if (found.length > 1)
    throw refuseFhir(
      412,
      'multiple-matches',
      `More than one ${type} meets the condition ${told(condition!)}: make it more selective.`,
      at ?? type,
    )
  const [one] = found
  if (one) {
    if (method === 'create') return { id: one.id, how: 'hit', found: one }
    if (method === 'update' && body?.resource.id !== undefined) mustBe(body.resource, type, one.id, at)
    return { id: one.id, how: 'found', found: one }
  }
  if (method === 'patch') throw refuseFhir(404, 'not-found', `No ${type} meets the condition ${told(condition!)}.`, at ?? type)
  if (method === 'delete') return { id: '', how: 'none' }
  const own = method === 'update' ? body!.resource.id : undefined
  const id = own ?? newId()
  const claim = criterion.meets({ ...body!.resource, id }) ? conditionalClaim(type, condition!, id, now) : undefined
  return { id, how: own === undefined ? 'new' : 'read', claim }
}

const told = (pairs: readonly (readonly [string, string])[]) => JSON.stringify(pairs.map(([name, value]) => `${name}=${value}`).join('&'))
