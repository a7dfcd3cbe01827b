import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../api.ts'
import type { Rows } from '../contract.ts'

/** The first screens come at once; the rest, up to what a person can still work with, follows in one answer. */
const first = 200
const most = 10_000

export type ListQuery = Readonly<Record<string, string | number | undefined>>

/** The rows of a list for its parameters and quick search, up to 10 000. */
export function useRows(list: string, query: ListQuery) {
  const head = useQuery({
    queryKey: ['list', list, query],
    queryFn: ({ signal }) => api.get<Rows>(`/lists/${list}`, { ...query, limit: first }, signal),
    placeholderData: keepPreviousData,
  })
  const after = head.data?.next
  const rest = useQuery({
    queryKey: ['list', list, query, 'rest', after],
    queryFn: ({ signal }) => api.get<Rows>(`/lists/${list}`, { ...query, after, limit: most - first }, signal),
    enabled: after !== undefined && !head.isPlaceholderData,
  })
  const rows = useMemo(
    () => [...(head.data?.rows ?? []), ...(after === undefined ? [] : (rest.data?.rows ?? []))],
    [head.data, rest.data, after],
  )
  return {
    rows,
    waiting: head.isPending,
    loadingRest: after !== undefined && rest.isFetching,
    /** There are more rows than were loaded. */
    cut: rest.data?.next !== undefined,
    total: head.data?.total,
    error: head.error ?? rest.error,
    fetching: head.isFetching,
    reload: () => void head.refetch(),
  }
}
