import { useQuery } from '@tanstack/react-query'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { api } from '../../../ui/api.ts'
import type { OpenedCase, OrganizationRow, Person, Row, Rows } from '../../../ui/contract.ts'
import { resident } from '../workflow.ts'

/** The resident with its verbs, as usePerform and useCase take it. */
export const residentFlow = resident

/** The Patient of a person that belongs to an institution, else the one that tells most: one can be changed here, the other only read. */
export async function ownPatient({ patients }: Pick<Person, 'patients'>, organization: string | undefined): Promise<string | undefined> {
  if (patients.length < 2) return patients[0]
  const all = await Promise.all(patients.map((id) => api.get<OpenedCase<Resident>>(`/resident/${encodeURIComponent(id)}`)))
  return (all.find((one) => one.case.organization === organization) ?? fullest(all))?.id
}

const tells = (one: OpenedCase<Resident>) => Object.keys(one.case).length
/** Of several records of one person the one with most facts, the first of equals. */
export const fullest = (all: readonly OpenedCase<Resident>[]) =>
  all.reduce<OpenedCase<Resident> | undefined>((most, one) => (most && tells(most) >= tells(one) ? most : one), undefined)

export function useOrganizations() {
  return useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations,
    staleTime: 600_000,
  })
}

export type VisitRow = Row & { at: string; state: string; diagnosis?: string; org_name?: string; practitioner_name?: string | null }
/** The person's visits anywhere in the county, newest first: the rows of the visits' own list. */
export function useVisits(patient: string) {
  const root = useOrganizations().data?.find(({ level }) => level === 'county')?.id
  return useQuery({
    queryKey: ['list', 'visits', 'patient', patient, root, 'all'],
    queryFn: ({ signal }) => api.get<Rows>('/lists/visits', { patient, org: root, limit: 200 }, signal),
    select: ({ rows }) => rows as readonly VisitRow[],
    enabled: root !== undefined,
  })
}
