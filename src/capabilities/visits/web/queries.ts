import { useQuery } from '@tanstack/react-query'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { api } from '../../../ui/api.ts'
import type { OpenedCase, OrganizationRow, Row, Rows } from '../../../ui/contract.ts'
import { today } from '../../../ui/formats.ts'
import { useSession } from '../../../ui/session.tsx'
import { visit } from '../workflow.ts'

/** The visit with its verbs, as usePerform and useCase take it. */
export const visitFlow = visit

export type VisitRow = Row & {
  patient_id: string
  at: string
  state: string
  person_name?: string
  org_name?: string
  diagnosis?: string
  class?: string
  number?: string
}
const rowsOf = ({ rows }: Rows) => rows as readonly VisitRow[]

/** Who came to this very institution today (the list holds those below it too); looked at again twice a minute while the window is in front. */
export function useToday() {
  const here = useSession().post?.organization.name
  return useQuery({
    queryKey: ['list', 'visits', 'today'],
    queryFn: ({ signal }) => api.get<Rows>('/lists/visits', { from: today(), to: today(), limit: 500 }, signal),
    select: (rows) => rowsOf(rows).filter(({ org_name }) => org_name === here),
    refetchInterval: 30_000,
  })
}

export function useOrganizations() {
  return useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations,
    staleTime: 600_000,
  })
}

/** The departments of this institution. */
export function useDepartments() {
  const here = useSession().post?.organization.id
  return (useOrganizations().data ?? []).filter(
    ({ level, parent, institution, id }) => level === 'department' && (parent === here || institution === here) && id !== here,
  )
}

/** Who treats at this institution now, each once: doctors by role, of every department. */
export function useDoctors() {
  const here = useSession().post?.organization.name
  return useQuery({
    queryKey: ['list', 'practitioners', 'here', here],
    queryFn: ({ signal }) => api.get<Rows>('/lists/practitioners', { state: 'active', limit: 500 }, signal),
    select: ({ rows }) => {
      const posts = (rows as readonly PostRow[]).filter(({ org_name, role }) => org_name === here && role?.endsWith('doctor'))
      return [...new Map(posts.map(({ practitioner, name }) => [practitioner, { code: practitioner, name }])).values()]
    },
    staleTime: 600_000,
    retry: false, // a post that may not read the directory offers no doctors
  })
}
type PostRow = Row & { practitioner: string; name: string; role?: string; org_name?: string }

/** A person's earlier visits anywhere in the county, newest first. */
export function useEarlier(patient: string | undefined) {
  const root = useOrganizations().data?.find(({ level }) => level === 'county')?.id
  return useQuery({
    queryKey: ['list', 'visits', 'patient', patient, root],
    queryFn: ({ signal }) => api.get<Rows>('/lists/visits', { patient, org: root, limit: 12 }, signal),
    select: rowsOf,
    enabled: patient !== undefined && root !== undefined,
  })
}

/** Who lies behind a visit. */
export function usePatient(patient: string | undefined) {
  return useQuery({
    queryKey: ['case', 'resident', patient],
    queryFn: ({ signal }) => api.get<OpenedCase<Resident>>(`/resident/${encodeURIComponent(patient ?? '')}`, undefined, signal),
    enabled: patient !== undefined,
  })
}
