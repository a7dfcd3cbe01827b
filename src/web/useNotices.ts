import { useQuery } from '@tanstack/react-query'
import { api } from '../ui/api.ts'
import type { Notice } from '../ui/contract.ts'

const everyMs = 120_000

/** What waits for the signed-in post; looked for again now and then, and after everything that is performed. */
export function useNotices(): readonly Notice[] {
  const { data } = useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => api.get<{ notices: readonly Notice[] }>('/notices', undefined, signal),
    refetchInterval: everyMs,
    retry: false,
  })
  return data?.notices ?? []
}
