import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { IndicatorList, OrganizationRow } from '../../../ui/contract.ts'
import type { BoardAnswer, PlansAnswer, TargetAnswer, TemplateAnswer } from '../contract.ts'
import { within } from './choice.ts'

/** Adopted plans, and what can be adopted. */
export const usePlans = () => useQuery({ queryKey: ['plans'], queryFn: ({ signal }) => api.get<PlansAnswer>('/plans', undefined, signal) })

/** One plan as it stands today. */
export const useBoard = (plan: string) =>
  useQuery({
    queryKey: ['plans', plan],
    queryFn: ({ signal }) => api.get<BoardAnswer>(`/plans/${encodeURIComponent(plan)}`, undefined, signal),
  })

/** Everything of one target. */
export const useTarget = (plan: string, target: string) =>
  useQuery({
    queryKey: ['plans', plan, target],
    queryFn: ({ signal }) =>
      api.get<TargetAnswer>(`/plans/${encodeURIComponent(plan)}/targets/${encodeURIComponent(target)}`, undefined, signal),
  })

/** A plan that can be adopted, whole. */
export const useTemplate = (code: string | undefined) =>
  useQuery({
    queryKey: ['plan-template', code],
    queryFn: ({ signal }) => api.get<TemplateAnswer>(`/plans/templates/${encodeURIComponent(code ?? '')}`, undefined, signal),
    select: ({ template }) => template,
    enabled: code !== undefined,
    staleTime: 600_000,
  })

/** The organisations of the county and the authorities above it, without departments. */
export const useOrganizations = (enabled = true) =>
  useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: withoutDepartments,
    staleTime: 600_000,
    enabled,
  })
const withoutDepartments = ({ organizations }: { organizations: readonly OrganizationRow[] }) =>
  within(organizations).filter(({ level }) => level !== 'department')

/** What the indicators that clauses open are called; the library is asked for once the page stands. */
export function useIndicatorNames(enabled: boolean) {
  const { data } = useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    select: namesOf,
    staleTime: 600_000,
    enabled,
  })
  return data
}
const namesOf = ({ indicators }: IndicatorList) => new Map(indicators.map(({ code, text }) => [code, text]))
