import { eachInSlices } from '../../../record/in-slices.ts'
import { Lost } from '../../../record/write.ts'
import { type Caller, mustMay } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'
import { draftOf } from './draft.ts'
import { inTurn } from './in-turn.ts'
import type { Intent, WriteOptions, Written } from './intent.ts'
import { once } from './once.ts'
import { replayed, replayKey } from './replay.ts'

const attempts = 20
const needed = { create: 'create', update: 'update', patch: 'update', delete: 'delete' } as const

/**
 * Everything that changes something at the FHIR door: all of the intents in one plan, or nothing. Reads what is there, decides, submits one guarded write; a lost guard
 * is read and decided again (twenty times), then refused as a conflict. Answers in the order of the intents.
 * @throws FhirRefusal 400 what cannot be parsed or breaks a rule of R4, 403, 404, 409, 410, 412, 422 what breaks a rule of this server (references that lead nowhere)
 */
export async function writeAll(
  door: FhirDoor,
  caller: Caller,
  intents: readonly Intent[],
  { opId, base }: WriteOptions = {},
): Promise<readonly Written[]> {
  for (const { method, type, condition, at } of intents) {
    mustMay(caller, needed[method], type, at)
    if (condition) mustMay(caller, 'search', type, at)
  }
  const key = opId === undefined ? undefined : replayKey(caller, intents, opId)
  const drafts = await eachInSlices(intents, (intent) => draftOf(atHome(intent, base)))
  const attempt = async (again: boolean) => {
    const known = key && (await replayed(door.house.record, caller.county, key))
    return known ?? once(door, caller, { drafts, base, key, again })
  }
  const first = await attempt(false).catch(lost)
  return first ?? inTurn(placeOf(caller, intents), () => repeated(attempt))
}

/** References to this server by its whole address are kept relative, as all others: by whatever name it is reached later, they lead to the same documents. */
function atHome(intent: Intent, base: string | undefined): Intent {
  if (!base || !intent.text?.includes(`"${base}/`)) return intent
  const { resource: _, ...rest } = intent
  return {
    ...rest,
    text: intent.text.replaceAll(/("reference"\s*:\s*")([^"\\]*)"/g, (all, begin: string, reference: string) =>
      reference.startsWith(`${base}/`) ? `${begin}${reference.slice(base.length + 1)}"` : all,
    ),
  }
}

/** What was thrown, unless it is a guard lost to somebody else. @throws FhirRefusal 409 for an identifier that is taken, and everything else as it is */
function lost(error: unknown): undefined {
  if (!(error instanceof Lost)) throw error
  if (error.constraint === 'identifier_pkey')
    throw refuseFhir(409, 'duplicate', 'An identifier that must be unique is in use already by another resource of this type.')
}

async function repeated(attempt: (again: boolean) => Promise<readonly Written[]>): Promise<readonly Written[]> {
  for (let i = 1; i < attempts; i++) {
    const written = await attempt(true).catch(lost)
    if (written) return written
  }
  throw refuseFhir(409, 'conflict', 'Others are changing the same resources just now: try again.')
}

/** What a request is about, as far as can be told before its conditions are resolved. */
const placeOf = ({ county }: Caller, [first]: readonly Intent[]) => JSON.stringify([county, first?.type, first?.id, first?.condition])
