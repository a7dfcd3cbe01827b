import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { ColumnValues, DefinitionLibrary, PreviewAnswer } from '../contract.ts'
import type { Content } from '../shape.ts'

/** What a definition may speak of: it changes only with the house itself. */
export const useLibrary = () =>
  useQuery({
    queryKey: ['definitions', 'library'],
    queryFn: ({ signal }) => api.get<DefinitionLibrary>('/definitions/library', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The values a column has, where they are few. */
export const useValues = (view: string, column: string | undefined) =>
  useQuery({
    queryKey: ['definitions', 'values', view, column],
    queryFn: ({ signal }) => api.get<ColumnValues>('/definitions/values', { view, column }, signal),
    enabled: column !== undefined,
    select: ({ values }) => values,
    staleTime: 600_000,
  })

/** Counts what is written, without saving it. */
export const usePreview = () =>
  useMutation({ mutationFn: (content: Content) => api.post<PreviewAnswer>('/definitions/preview', { content }) })
