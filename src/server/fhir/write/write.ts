import { newId } from '../../../record/ids.ts'
import type { Removed, Stored } from '../../../record/plan.ts'
import type { Key } from '../../../record/read.ts'
import { Lost } from '../../../record/write.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'
import { type Decided, patched, put, remove } from './decide.ts'
import { type Draft, draftOf, mustAllBeValid } from './draft.ts'
import { mustLeadSomewhere, present, targetsOf } from './integrity.ts'
import type { Intent, WriteOptions, Written } from './intent.ts'
import { planOf } from './plan.ts'

const attempts = 8
const needed = { create: 'create', update: 'update', patch: 'update', delete: 'delete' } as const
const named = ({ type, id }: Key) => `${type}/${id}`

/** @throws FhirRefusal 403 */
function mustMay(caller: Caller, { method, type, condition, at }: Intent): void {
  const access = [needed[method], ...(condition ? (['search'] as const) : [])].find((one) => !caller.may(one, type))
  if (access) throw refuseFhir(403, 'forbidden', `You may not ${access} resources of type ${type}.`, at ?? type)
}

/**
 * Everything that changes something at the FHIR door: all of the intents in one plan, or nothing. Reads what is there, decides, submits one guarded write; a lost guard
 * is read and decided again (eight times), then refused as a conflict. Answers in the order of the intents. @throws FhirRefusal
 */
export async function writeAll(
  door: FhirDoor,
  caller: Caller,
  intents: readonly Intent[],
  options: WriteOptions = {},
): Promise<readonly Written[]> {
  for (const intent of intents) mustMay(caller, intent)
  const drafts = intents.map(draftOf)
  for (let attempt = 1; ; attempt++)
    try {
      return await once(door, caller, drafts, options)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      if (error.constraint === 'identifier_pkey')
        throw refuseFhir(409, 'duplicate', 'An identifier that must be unique is in use already by another resource of this type.')
      if (attempt >= attempts) throw refuseFhir(409, 'conflict', 'Others are changing the same resources just now: try again.')
    }
}

async function once(
  { house, integrity }: FhirDoor,
  caller: Caller,
  drafts: readonly Draft[],
  { base }: WriteOptions,
): Promise<readonly Written[]> {
  const { record } = house
  const now = house.clock().toISOString()
  const ids = drafts.map(({ intent }) => intent.id ?? newId())
  mustAllBeValid(drafts)
  const keys = drafts.flatMap(({ intent: { type, id } }) => (id === undefined ? [] : [{ type, id }]))
  const there = new Map<string, Stored | Removed>()
  const wanted = new Set(keys.map(named))
  for (const one of await record.shared.documents(caller.county, keys)) if (wanted.has(named(one))) there.set(named(one), one)
  const full = drafts.map((draft, i) =>
    draft.intent.method === 'patch' ? patched(draft, ids[i]!, there.get(`${draft.intent.type}/${ids[i]}`)) : draft,
  )
  mustAllBeValid(full)
  const nameOf = (i: number) => `${drafts[i]!.intent.type}/${ids[i]}`
  const made = new Set(full.flatMap(({ body }, i) => (body ? [nameOf(i)] : [])))
  if (integrity) {
    const standing = await present(record, caller.county, targetsOf(full, made, base))
    mustLeadSomewhere(full, (name) => made.has(name) || standing.has(name), base)
  }
  const decided = full.map(({ intent, body }, i): Decided => {
    const before = intent.id === undefined ? undefined : there.get(nameOf(i))
    return body ? put(intent, body, ids[i]!, before, now) : remove(intent, ids[i]!, before, now)
  })
  const changes = decided.flatMap(({ change }) => change ?? [])
  if (changes.length) await record.write(planOf(caller, changes, drafts[0]?.intent.at !== undefined, { now }))
  return decided.map(({ written }) => written)
}
