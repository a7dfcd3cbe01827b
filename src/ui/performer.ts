import type { z } from 'zod'
import type { AnyWorkflow } from '../kernel/grammar/capability.ts'
import { type Api, ApiFailure, api as theApi } from './api.ts'
import type { Performed } from './contract.ts'
import { uniqueKey } from './unique.ts'

export type VerbOf<W extends AnyWorkflow> = keyof W['operations'] & string
export type InputOf<W extends AnyWorkflow, V extends VerbOf<W>> = z.input<W['operations'][V]['input']>
/** The case a verb acts on; `version` is what the user saw, so that two people at one case do not overwrite each other. */
export type Target = { id: string; version?: number }
/** Verbs that make a case take no target, all others must name one. */
export type TargetOf<W extends AnyWorkflow, V extends VerbOf<W>> = W['operations'][V]['from'] extends 'new' ? [] : [target: Target]

type Attempt = { verb: string; input: unknown; target: Target | undefined; key: string }

/**
 * Sends verbs of one kind of case. Every attempt has an idempotency key; when no answer came, the attempt is kept and the same words sent again
 * carry the same key, so that a visit is not opened twice by a broken line.
 */
export function makePerformer(api: Pick<Api, 'post'>, kind: string) {
  const unanswered = new Map<string, Attempt>()

  async function send(words: string, attempt: Attempt): Promise<Performed> {
    const { verb, input, target, key } = attempt
    unanswered.delete(words)
    try {
      return await api.post<Performed>(target ? `/${kind}/${encodeURIComponent(target.id)}/${verb}` : `/${kind}/${verb}`, input, {
        'Idempotency-Key': key,
        ...(target?.version === undefined ? {} : { 'If-Match': String(target.version) }),
      })
    } catch (error) {
      if (error instanceof ApiFailure) unanswered.set(words, attempt)
      throw error
    }
  }
  return {
    perform(verb: string, input: unknown, target?: Target) {
      const words = JSON.stringify([verb, input, target])
      return send(words, unanswered.get(words) ?? { verb, input, target, key: uniqueKey() })
    },
    /** Sends the newest unanswered attempt once more, with its key. */
    retry() {
      const newest = [...unanswered].pop()
      return newest && send(...newest)
    },
  }
}

const performers = new Map<string, ReturnType<typeof makePerformer>>()
/** The one performer of a kind: it outlives the pages, as the drafts do. */
export function performerOf(kind: string) {
  const known = performers.get(kind) ?? makePerformer(theApi, kind)
  performers.set(kind, known)
  return known
}
