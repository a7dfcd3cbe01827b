import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { api } from '../../../ui/api.ts'
import { today } from '../../../ui/formats.ts'
import type { QualityMonth, ReportingMonth, WrittenSince } from '../contract.ts'

/** The month before the one of a day (YYYY-MM-DD), as YYYY-MM. */
const before = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7)

/** The month in the address, the last whole one at first. */
export function useMonth() {
  const [asked, set] = useSearchParams()
  const month = asked.get('month') ?? before(today())
  return [month, (next: string) => next && set({ month: next }, { replace: true })] as const
}

export const useReporting = (month: string) =>
  useQuery({ queryKey: ['reporting', month], queryFn: ({ signal }) => api.get<ReportingMonth>(`/reporting/${month}`, undefined, signal) })
/** What became of an institution's rows since it signed, and what its numbers open onto; `of` changes when it signs, and is absent without a report. */
export const useSince = (month: string, organization: string, of: string | undefined) =>
  useQuery({
    queryKey: ['reporting', month, organization, 'since', of],
    queryFn: ({ signal }) => api.get<WrittenSince>(`/reporting/${month}/${encodeURIComponent(organization)}/since`, undefined, signal),
    enabled: of !== undefined,
  })
export const useQuality = (month: string) =>
  useQuery({ queryKey: ['quality', month], queryFn: ({ signal }) => api.get<QualityMonth>(`/quality/${month}`, undefined, signal) })
