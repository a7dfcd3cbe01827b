import { useQuery } from '@tanstack/react-query'
import type { Division } from '../../../fhir/china/divisions.ts'
import { api } from '../../../ui/api.ts'

export type ChosenDivision = Pick<Division, 'code' | 'name'> & { initials: string }
/** The county's townships (9 digits) and villages (12); empty while they are on their way and where no table of them was loaded. */
export function useDivisions(): readonly ChosenDivision[] {
  const { data } = useQuery({
    queryKey: ['divisions'],
    queryFn: ({ signal }) => api.get<{ divisions: readonly ChosenDivision[] }>('/divisions', undefined, signal),
    staleTime: 600_000,
  })
  return data?.divisions ?? []
}
