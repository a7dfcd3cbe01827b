import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { AnyWorkflow } from '../kernel/grammar/capability.ts'
import { ApiFailure, ApiRefusal } from './api.ts'
import type { Performed } from './contract.ts'
import { type InputOf, performerOf, type TargetOf, type VerbOf } from './performer.ts'

/**
 * Performs verbs of one workflow: `perform('close', input, { id, version })`. Verb, input and target are checked at compile time.
 * Answers what became of the case, or undefined when it was refused (`refusal`) or no answer came (`failure`, then `retry()`): nothing typed is lost.
 */
export function usePerform<W extends AnyWorkflow>(workflow: W) {
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<ApiRefusal | ApiFailure>()
  const queries = useQueryClient()
  const { name } = workflow.kind
  const performer = performerOf(name)

  const settle = useCallback(
    async (verb: string, running: Promise<Performed>): Promise<Performed | undefined> => {
      setBusy(verb)
      setProblem(undefined)
      try {
        const done = await running
        void queries.invalidateQueries()
        return done
      } catch (error) {
        if (!(error instanceof ApiRefusal || error instanceof ApiFailure)) throw error
        setProblem(error)
        return undefined
      } finally {
        setBusy(undefined)
      }
    },
    [queries],
  )
  const perform = useCallback(
    <V extends VerbOf<W>>(verb: V, input: InputOf<W, V>, ...[target]: TargetOf<W, V>) =>
      settle(verb, performer.perform(verb, input, target)),
    [performer, settle],
  )
  const retry = useCallback(async () => {
    const running = performer.retry()
    return running && settle('retry', running)
  }, [performer, settle])

  return {
    perform,
    retry,
    /** The verb under way. */
    busy,
    refusal: problem instanceof ApiRefusal ? problem : undefined,
    failure: problem instanceof ApiFailure ? problem : undefined,
    clear: useCallback(() => setProblem(undefined), []),
  }
}
export type Performing = Pick<ReturnType<typeof usePerform>, 'busy' | 'refusal' | 'failure' | 'retry'>
