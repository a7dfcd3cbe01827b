import type { Answer, Interaction } from './answer.ts'
import { bundleAnswer } from './bundle-answer.ts'
import { batch, type Interact } from './bundle-batch.ts'
import { askedIn } from './bundle-entries.ts'
import { transaction } from './bundle-transaction.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { preferencesOf } from './prefer.ts'

/** A bug met by one entry of a batch: where it happened, never with what data. */
const complain = (id: string, error: unknown) =>
  console.error({ id, at: error instanceof Error ? error.stack?.split('\n').filter((line) => line.startsWith('    at ')) : typeof error })

/**
 * A Bundle sent to the door itself: every entry of a batch, or a transaction as a whole. Answers no resources unless Prefer asks for them (`return=representation`):
 * what was sent is known to the sender. `interact` is the dispatch that entries go through. @throws FhirRefusal
 */
export async function bundle(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  interact: Interact,
  log = complain,
): Promise<Answer> {
  const { type, entries } = await askedIn(interaction)
  const wants = interaction.headers['prefer']?.includes('return') ? preferencesOf(interaction).return : 'minimal'
  const answers =
    type === 'batch'
      ? await batch(door, caller, interaction, entries, { interact, prefer: `return=${wants}`, log })
      : await transaction(door, caller, interaction, entries, { interact, wants })
  return bundleAnswer(type, answers)
}
