import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { Boundaries, IndicatorAnswer, IndicatorList, Unit } from '../../../ui/contract.ts'
import type { CockpitAnswer } from '../contract.ts'

/** The twelve numbers; asked again while the page stands open. */
export const useCockpit = () =>
  useQuery({
    queryKey: ['cockpit'],
    queryFn: ({ signal }) => api.get<CockpitAnswer>('/cockpit', undefined, signal),
    refetchInterval: 300_000,
  })

/** The same answers as the explorer's, under the same keys. */
export const useIndicators = () =>
  useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    select: ({ indicators }) => indicators,
    staleTime: 600_000,
  })
export const useBoundaries = () =>
  useQuery({
    queryKey: ['boundaries'],
    queryFn: ({ signal }) => api.get<Boundaries>('/boundaries', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** An indicator of a month by township or institution; `enabled`: whether it can be told so. */
export const useCells = (code: string, unit: Unit, month: string, enabled: boolean) =>
  useQuery({
    queryKey: ['cockpit-cells', code, unit, month],
    queryFn: ({ signal }) => api.get<IndicatorAnswer>(`/indicators/${encodeURIComponent(code)}`, { unit, from: month, to: month }, signal),
    enabled,
    staleTime: 60_000,
  })

export type Institution = {
  id: string
  name: string
  level: string
  type?: string | null
  township?: string | null
  inside?: boolean
  to?: string
}
export const useInstitutions = (today: string) =>
  useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly Institution[] }>('/organizations', undefined, signal),
    select: ({ organizations }) =>
      organizations.filter(({ level, inside, to }) => level === 'institution' && inside !== false && (to === undefined || to >= today)),
    staleTime: 600_000,
  })
