import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../ui/api.ts'
import type { OrganizationRow, Row, Rows } from '../../../ui/contract.ts'
import { personOfPost } from '../practitioner/fhir.ts'

/** An organisation of the tree as the server knows it. */
export type Node = OrganizationRow & { code?: string | null; from: string; to: string; successors: readonly string[] }
export type PostRow = Row & { name: string; role: string; practitioner: string; org_name?: string; department_name?: string; state: string }
export type TeamRow = Row & {
  name: string
  leader_name?: string
  org_name?: string
  village_names?: string
  members?: number
  state: string
}

/** Every organisation of the county. */
export function useNodes() {
  return useQuery({
    queryKey: ['organizations', 'nodes'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly Node[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations,
  })
}

/** Posts at an organisation and below it, those that ended last. */
export function usePosts(org: string | undefined) {
  return useQuery({
    queryKey: ['list', 'practitioners', org],
    queryFn: ({ signal }) => api.get<Rows>('/lists/practitioners', { org, limit: 2000 }, signal),
    enabled: org !== undefined,
    select: ({ rows }) =>
      rows.map((row) => ({ ...row, practitioner: personOfPost(row.id) }) as PostRow).sort((a, b) => a.state.localeCompare(b.state)),
  })
}

export function useTeams() {
  return useQuery({
    queryKey: ['list', 'teams', 'all'],
    queryFn: ({ signal }) => api.get<Rows>('/lists/teams', { limit: 2000 }, signal),
    select: ({ rows }) => rows as readonly TeamRow[],
  })
}

/** Initials of names (青原县人民医院 → qyxrmyy), from a table that is fetched when somebody first types letters. */
export function useInitials(wanted: boolean): (name: string) => string {
  const [initials, setInitials] = useState<{ of: (name: string) => string }>()
  useEffect(() => {
    if (!wanted || initials) return
    let current = true
    import('../../../fhir/china/pinyin.ts').then(({ initialsOf }) => {
      const known = new Map<string, string>()
      const of = (name: string) => {
        const found = known.get(name) ?? initialsOf(name)
        known.set(name, found)
        return found
      }
      if (current) setInitials({ of })
    })
    return () => {
      current = false
    }
  }, [wanted, initials])
  return initials?.of ?? (() => '')
}
