import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from 'react-router'
import { api } from '../../../ui/api.ts'
import type { OrganizationRow } from '../../../ui/contract.ts'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useSession } from '../../../ui/session.tsx'
import type { InstitutionBoard } from '../contract.ts'
import { InstitutionChoice } from './InstitutionChoice.tsx'
import { InstitutionPage } from './InstitutionPage.tsx'
import './boards.css'

/** One's own institution, or for whoever works for the whole county a choice of all. */
export default function Institutions() {
  const { id } = useParams()
  const { post } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    staleTime: 600_000,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const home = data.organizations.find((one) => one.id === post?.organization.id)
  const own = home?.level === 'institution' ? home : data.organizations.find((one) => one.id === home?.institution)
  // an office of the county (health bureau, insurance) has no class: its work is all of them
  const mine = own?.type ? own.id : undefined
  if (id) return <Board key={id} id={id} chooser={mine === undefined} />
  return mine ? <Navigate to={`/institutions/${mine}`} replace /> : <InstitutionChoice organizations={data.organizations} />
}

function Board({ id, chooser }: { id: string; chooser: boolean }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['institution-board', id],
    queryFn: ({ signal }) => api.get<InstitutionBoard>(`/institutions/${encodeURIComponent(id)}/board`, undefined, signal),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <InstitutionPage board={data} chooser={chooser} /> : <Loading />
}
