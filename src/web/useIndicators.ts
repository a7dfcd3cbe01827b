import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Grain, shift } from '../kernel/grammar/period.ts'
import { api } from '../ui/api.ts'
import type { Boundaries, Explanation, IndicatorAnswer, IndicatorList, IndicatorOverview, Unit } from '../ui/contract.ts'
import { today } from '../ui/formats.ts'

/** All indicators of the county, as data. */
export const useIndicators = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    select: ({ indicators }) => indicators,
    staleTime: 600_000,
  })

/** Every indicator at a glance, for the county, with the thirteen months until one. */
export const useOverview = (to: string) =>
  useQuery({
    queryKey: ['indicators-overview', to],
    queryFn: ({ signal }) => api.get<IndicatorOverview>('/indicators/overview', { to }, signal),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })

/** The newest month that is over: what a first look ends in. */
export const newestMonth = (): string => shift(today().slice(0, 7), -1)

export type Asked = {
  from: string
  to: string
  grain: Grain
  unit: Unit
  variant?: string | undefined
  structure: 'period' | 'today'
}
type Answered = IndicatorAnswer & { asked: Asked }
/** The values of one indicator, its coverage, itself in the reading asked for, and what was asked: what was shown stays until the next answer is there. */
export const useAnswer = (code: string, asked: Asked) =>
  useQuery<Answered>({
    queryKey: ['indicators', code, asked],
    queryFn: async ({ signal }) => ({
      ...(await api.get<IndicatorAnswer>(`/indicators/${encodeURIComponent(code)}`, asked, signal)),
      asked,
    }),
    placeholderData: (before) => (before?.indicator.code === code ? before : undefined),
  })

/** Why a value is another than a year or a period before. */
export const useExplanation = (
  code: string,
  asked: { period: string; grain: Grain; unit: Unit; of: string; against: 'lastYear' | 'before'; variant?: string | undefined },
) =>
  useQuery({
    queryKey: ['indicators', code, 'explain', asked],
    queryFn: ({ signal }) => api.get<Explanation>(`/indicators/${encodeURIComponent(code)}/explain`, asked, signal),
    staleTime: 60_000,
  })

/** The outlines of the county's townships; empty where nobody has given them. */
export const useBoundaries = () =>
  useQuery({
    queryKey: ['boundaries'],
    queryFn: ({ signal }) => api.get<Boundaries>('/boundaries', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
