import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { DraftAnswer, SinceAnswer } from '../contract.ts'

/** The brief of a month as its numbers give it now. */
export const useDraft = (month: string) =>
  useQuery({
    queryKey: ['brief', 'draft', month],
    queryFn: ({ signal }) => api.get<DraftAnswer>('/briefs/draft', { month }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
/** Which of a kept brief's figures are others now. */
export const useSince = (id: string | undefined) =>
  useQuery({
    queryKey: ['brief', 'since', id],
    queryFn: ({ signal }) => api.get<SinceAnswer>(`/briefs/${id}/since`, undefined, signal),
    enabled: id !== undefined,
  })
