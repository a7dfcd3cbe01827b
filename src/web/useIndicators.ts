import { useQuery } from '@tanstack/react-query'
import { api } from '../ui/api.ts'
import type { IndicatorAnswer, IndicatorList } from '../ui/contract.ts'

/** All indicators of the county, as data. */
export const useIndicators = () =>
  useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    select: ({ indicators }) => indicators,
    staleTime: 600_000,
  })

/** The monthly values of one indicator for a year. */
export const useCells = (code: string, year: number, unit: string) =>
  useQuery({
    queryKey: ['indicators', code, year, unit],
    queryFn: ({ signal }) =>
      api.get<IndicatorAnswer>(
        `/indicators/${encodeURIComponent(code)}`,
        { from: `${year}-01`, to: `${year}-12`, grain: 'month', unit },
        signal,
      ),
  })
