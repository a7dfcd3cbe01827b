import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api, textOf } from '../../../ui/api.ts'
import type { BatchDetail, Batches, ImportBatch, Kinds } from '../contract.ts'

const moving = new Set(['queued', 'running', 'undoing'])
export const isMoving = ({ state }: ImportBatch) => moving.has(state)

/** All imports, looked at every second while one of them moves. */
export const useBatches = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api.get<Batches>('/imports', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.batches.some(isMoving) ? 1000 : false),
    select: ({ batches }) => batches,
  })

export const useBatch = (id: string) =>
  useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get<BatchDetail>(`/imports/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.batch) ? 1000 : false),
  })

export const useKinds = () =>
  useQuery({
    queryKey: ['imports', 'kinds'],
    queryFn: ({ signal }) => api.get<Kinds>('/imports/kinds', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ kinds }) => kinds,
  })

/** Asks something of the door and says what went wrong; the pages' data are fetched anew afterwards. */
export function useAsk() {
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<Text>()
  const ask = useCallback(
    async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
      setBusy(what)
      setProblem(undefined)
      try {
        const answer = await work()
        void queries.invalidateQueries({ queryKey: ['imports'] })
        return answer
      } catch (error) {
        setProblem(textOf(error))
        return undefined
      } finally {
        setBusy(undefined)
      }
    },
    [queries],
  )
  return { ask, busy, problem }
}
