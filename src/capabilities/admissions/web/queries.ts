import { useQuery } from '@tanstack/react-query'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { api } from '../../../ui/api.ts'
import type { OpenedCase, OrganizationRow } from '../../../ui/contract.ts'
import { useMay } from '../../../ui/session.tsx'

/** The person of a stay as the hospital's page knows him; posts that may not read residents see the stay without him. */
export function usePatient(patient: string | undefined) {
  const may = useMay()
  return useQuery({
    queryKey: ['case', 'resident', patient],
    queryFn: ({ signal }) => api.get<OpenedCase<Resident>>(`/resident/${encodeURIComponent(patient ?? '')}`, undefined, signal),
    enabled: patient !== undefined && may('resident.read'),
    retry: false,
  })
}

export function useOrganizationName(id: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations,
    staleTime: 600_000,
  })
  return data?.find((one) => one.id === id)?.name
}
