import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { Outflow } from '../shape.ts'

/** What the address asks for; other words of it are for the page itself. */
export const asked = ['to', 'by', 'place', 'institution', 'township', 'disease', 'below'] as const
export type Asked = Partial<Record<(typeof asked)[number], string>>

/** The ranking for a question; the one before stays while the next is on its way. */
export const useOutflow = (question: Asked) =>
  useQuery({
    queryKey: ['outflow', question],
    queryFn: ({ signal }) => api.get<Outflow>('/outflow', question, signal),
    placeholderData: keepPreviousData,
  })
