import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import type { OrganizationRow } from './contract.ts'

/** The id of the county itself, which as `org` of a list means all of it; undefined while it is on its way. */
export function useCountyRoot(): string | undefined {
  const { data } = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations.find(({ level }) => level === 'county')?.id,
    staleTime: 600_000,
  })
  return data
}
